/** RFC 9110 §10.2.3: seconds, or a date. In milliseconds from now; nothing where the answer does not say. */
export function retryAfter({ headers }: Response): number | undefined {
  const after = headers.get('retry-after');
  if (after === null) return undefined;
  const ms = /^\d+$/.test(after) ? Number(after) * 1000 : Date.parse(after) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
