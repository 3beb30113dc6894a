import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Reach } from './address.ts';

export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

/** All addresses of a name, or a failure that says why there are none. */
export type Resolve = (name: string) => Promise<readonly Address[]>;

const MS = 2_000;
const TRIES = 2;

/**
 * Asks the name servers, not the operating system: that would answer in one of four threads, which a few slow name
 * servers could hold. This machine's own name needs no asking.
 */
export function resolverOf(reach: Reach): Resolve {
  const resolver = new Resolver({ timeout: MS, tries: TRIES });
  return async (name) => {
    if (reach === 'loopback' && /^localhost\.?$/.test(name)) return [of(4)('127.0.0.1'), of(6)('::1')];
    const [four, six] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    const addresses = [...found(four).map(of(4)), ...found(six).map(of(6))];
    // A part of the truth is not enough to say that all of it is harmless, unless the other part is that there is none.
    for (const answer of [four, six]) {
      if (answer.status === 'rejected' && (addresses.length === 0 || !isEmpty(answer.reason))) throw answer.reason;
    }
    return addresses;
  };
}

/** A host that is an address already has no name to resolve. */
export function addressIn(host: string): Address | undefined {
  const address = host.replace(/^\[|\]$/g, '');
  const family = isIP(address);
  return family === 4 || family === 6 ? { address, family } : undefined;
}

const of =
  (family: 4 | 6) =>
  (address: string): Address => ({ address, family });

const found = (answer: PromiseSettledResult<string[]>): string[] => (answer.status === 'fulfilled' ? answer.value : []);

const isEmpty = (reason: { readonly code?: string }): boolean =>
  reason.code === 'ENODATA' || reason.code === 'ENOTFOUND';
