import ipaddr from 'ipaddr.js';

/** `public`: the internet and nothing else. `loopback`: also this machine, by plain HTTP and on any port, to try things out. */
export type Reach = 'public' | 'loopback';

/** All of IPv6 that is given to anybody (RFC 4291 §2.4). */
const GIVEN = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * What kind of address it is, when it must not be asked. What may be asked is listed, not what may not: an address of a
 * kind that nobody has thought of is refused.
 */
export function forbidden(address: string, reach: Reach): string | undefined {
  if (!ipaddr.isValid(address)) return 'invalid';
  const parsed = ipaddr.parse(address);
  const range: string = parsed.range();
  if (range === 'loopback' && reach === 'loopback') return undefined;
  if (range !== 'unicast') return range;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GIVEN) ? undefined : 'reserved';
}
