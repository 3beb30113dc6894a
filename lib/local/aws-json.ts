import { REGION } from './intrinsics.ts';
import { post } from './post.ts';

/** What stands where AWS would have a signature: an engine looks no further than at the service and the region. */
export const unsigned = (service: string): string =>
  `AWS4-HMAC-SHA256 Credential=local/20260101/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=local`;

/** The AWS JSON protocol, as far as an engine that checks no signature wants it. */
export async function awsJson<Answer>(
  endpoint: string,
  target: string,
  body: object,
  { signal }: { signal?: AbortSignal } = {},
): Promise<Answer> {
  const service = target.startsWith('AmazonSQS') ? 'sqs' : 'dynamodb';
  const { status, text } = await post(endpoint, {
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-date': '20260101T000000Z',
      'x-amz-target': target,
      authorization: unsigned(service),
    },
    body: JSON.stringify(body),
    signal,
  });
  if (status !== 200) throw new EngineError(target, text);
  return (text === '' ? {} : JSON.parse(text)) as Answer;
}

/** An engine's refusal, by the name that AWS gives it. */
export class EngineError extends Error {
  readonly code: string;

  constructor(target: string, answer: string) {
    super(`${target}: ${answer}`);
    this.code = /"__type"\s*:\s*"(?:[^"#]*#)?([^"]+)"/.exec(answer)?.[1] ?? 'Unknown';
  }
}
