interface Identity {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  /** 12 digits: the place in the log of the source. */
  readonly sequence: string;
}

/** An event of something that is not public: it takes its place in the sequence, and says no more than its type. */
interface SealedEvent extends Identity {
  readonly sealed: true;
}

/** An event that says what it is about. */
export interface OpenEvent extends Identity {
  readonly sealed?: undefined;
  readonly subject: string;
  readonly data?: unknown;
  /** Instead of `data`: it was too large to be sent, and the log has it. */
  readonly dataref?: string;
  /** Instead of `data`: the article was deleted since. */
  readonly erased?: true;
}

/** What a consumer needs to know of a CloudEvent of Bulletin's. */
export type Event = OpenEvent | SealedEvent;

/** What the body of an SQS message, an SNS notification or a webhook holds; nothing when that is no event. */
export function eventIn(body: string): Event | undefined {
  const message = parsed(body);
  // Delivered raw the message is the event; otherwise SNS has put it in an envelope.
  const wrapped = message?.Type === 'Notification' && typeof message.Message === 'string';
  const event = wrapped ? parsed(String(message.Message)) : message;
  return isEvent(event) ? event : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

function parsed(text: string): Fields | undefined {
  try {
    return Object(JSON.parse(text)) as Fields;
  } catch {
    return undefined;
  }
}

const ATTRIBUTES = ['id', 'source', 'type', 'time', 'sequence'];

const isEvent = (event: unknown): event is Event => {
  const fields = Object(event) as Fields;
  const needed = fields.sealed === true ? ATTRIBUTES : [...ATTRIBUTES, 'subject'];
  const texts = needed.every((name) => typeof fields[name] === 'string');
  return fields.specversion === '1.0' && texts && /^\d{12}$/.test(String(fields.sequence));
};
