/** What a user is told when something cannot be done: one line, and below it what more there is to say. */
export class Complaint extends Error {
  readonly details: readonly string[];
  /** 2 where the command line itself is wrong. */
  readonly exitCode: 1 | 2;

  constructor(message: string, { details = [], exitCode = 1, cause }: ComplaintOptions = {}) {
    super(message, { cause });
    this.name = 'Complaint';
    this.details = details;
    this.exitCode = exitCode;
  }
}

interface ComplaintOptions {
  readonly details?: readonly string[];
  readonly exitCode?: 1 | 2;
  readonly cause?: unknown;
}
