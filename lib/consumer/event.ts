/** What a consumer needs to know of a CloudEvent of Bulletin's. */
export interface Event {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  /** 12 digits: the place in the log of the source. */
  readonly sequence: string;
  readonly data?: unknown;
  /** Instead of `data`: it was too large to be sent, and the log has it. */
  readonly dataref?: string;
  /** Instead of `data`: the article was deleted since. */
  readonly erased?: true;
}

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

const ATTRIBUTES = ['id', 'source', 'type', 'subject', 'time', 'sequence'];

const isEvent = (event: unknown): event is Event => {
  const fields = Object(event) as Fields;
  const texts = ATTRIBUTES.every((name) => typeof fields[name] === 'string');
  return fields.specversion === '1.0' && texts && /^\d{12}$/.test(String(fields.sequence));
};
