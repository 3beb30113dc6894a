/** An event's place in its publication's log: 1, 2, 3 … without gaps. 0 stands before the first. */
export type Sequence = number;

const DIGITS = 12;

/** CloudEvents `sequence` extension: text that sorts as the numbers do. */
export const sequenceText = (sequence: Sequence): string => String(sequence).padStart(DIGITS, '0');

/** The greatest sequence that its text form has room for. */
export const LAST_SEQUENCE: Sequence = 10 ** DIGITS - 1;
