import type { Issue } from '#lib/api/problem.ts';
import { Refusal } from '#lib/client/refusal.ts';
import { Complaint } from './complaint.ts';

/** What a user is told of an error: of a refusal, what its problem document says, field by field. Never a stack. */
export function complaintOf(error: unknown): Complaint {
  if (error instanceof Complaint) return error;
  if (error instanceof Refusal)
    return new Complaint(messageOf(error), { details: error.issues.map(issueLine), cause: error });
  const message = error instanceof Error ? `${error.name}: ${error.message.split('\n')[0]}` : String(error);
  return new Complaint(message, { cause: error });
}

/** A refusal in one line, as a report has it. */
export const reasonOf = (refusal: Refusal): string =>
  [messageOf(refusal), ...refusal.issues.map((issue) => issueLine(issue).trim())].join('; ');

export function issueLine({ pointer, given, expected }: Issue): string {
  return `  ${pointer || '/'}: ${expected}${given === undefined ? '' : `; given was ${JSON.stringify(given)}`}`;
}

function messageOf({ status, code, message, problem: { instance } }: Refusal): string {
  if (status >= 500) return `the server failed (${status}${instance ? `, request ${instance}` : ''})`;
  return `${message} (${code ? `${code}, ` : ''}${status})`;
}
