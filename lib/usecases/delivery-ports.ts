/** A request to somewhere that somebody else named. */
export interface OutboundRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** What came of it. Never more than 4 KB of the answer's body is read. */
export type OutboundOutcome =
  | {
      readonly outcome: 'answered';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      readonly ms: number;
    }
  /** An address, a scheme or a port that must not be asked. */
  | { readonly outcome: 'refused'; readonly reason: string }
  /** No connection, too late, or cut off. */
  | { readonly outcome: 'failed'; readonly reason: string; readonly ms: number };

export interface Outbound {
  send(request: OutboundRequest): Promise<OutboundOutcome>;
}

/** Refuses what may be refused before anything is sent: at registration. */
export interface OutboundPolicy {
  complaint(url: string): Promise<string | undefined>;
}

/** Where secrets are put under lock. What was sealed in one context opens in that one only. */
export interface Vault {
  seal(text: string, context: SealContext): Promise<string>;
  open(sealed: string, context: SealContext): Promise<string>;
}

/** Whose secret it is. */
type SealContext = Readonly<Record<string, string>>;
