import type { Receipt } from '#lib/domain/receipt.ts';

/** Leaves a use case whose request was made before: what it came to then is on the receipt. */
export class Repetition extends Error {
  readonly receipt: Receipt;

  constructor(receipt: Receipt) {
    super('the request was made before');
    this.name = 'Repetition';
    this.receipt = receipt;
  }
}
