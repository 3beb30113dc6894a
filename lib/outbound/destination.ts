import { forbidden, type Reach } from './address.ts';
import { type Address, addressIn, type Resolve } from './resolver.ts';

/** Where a request may go: the address it names, and those that were found there, each looked at. */
export interface Destination {
  readonly url: URL;
  readonly addresses: readonly Address[];
}

/** That a request must not be sent, and why; `passing` when that may be otherwise a while later. */
export interface Refusal {
  readonly reason: string;
  readonly passing: boolean;
}

const PORTS = new Set(['', '443', '8443']);

/** The name is resolved here, once: whoever connects uses these addresses, whatever the name means by then. */
export async function destinationOf(
  text: string,
  { reach, resolve }: { reach: Reach; resolve: Resolve },
): Promise<Destination | Refusal> {
  const url = URL.parse(text);
  const reason = url ? complaintAbout(url, reach) : 'it is not an absolute URL';
  if (!url || reason) return { reason: reason ?? '', passing: false };
  const literal = addressIn(url.hostname);
  if (literal) return admitted({ url, addresses: [literal] }, reach);
  try {
    return admitted({ url, addresses: await resolve(url.hostname) }, reach);
  } catch {
    return { reason: `the name '${url.hostname}' could not be resolved`, passing: true };
  }
}

function complaintAbout({ protocol, username, password, port }: URL, reach: Reach): string | undefined {
  if (username || password) return 'it holds a user name or a password';
  if (reach === 'loopback') return /^https?:$/.test(protocol) ? undefined : 'only http and https are asked';
  if (protocol !== 'https:') return 'only https is asked';
  return PORTS.has(port) ? undefined : `port ${port} is not asked, only 443 and 8443`;
}

/** One address that must not be asked spoils the others: which of them would be used is not ours to say. */
function admitted(destination: Destination, reach: Reach): Destination | Refusal {
  const { url, addresses } = destination;
  if (addresses.length === 0) return { reason: `the name '${url.hostname}' has no address`, passing: true };
  for (const { address } of addresses) {
    const kind = forbidden(address, reach);
    if (kind)
      return { reason: `'${url.hostname}' leads to ${address}, which is ${kind} and not public`, passing: false };
  }
  return destination;
}
