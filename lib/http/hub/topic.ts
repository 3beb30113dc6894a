import { Failure } from '#lib/domain/failure.ts';
import { kindIn } from '#lib/domain/feed.ts';
import { feedAddressOf } from '#lib/http/readers/feed-address.ts';
import { decoded } from '#lib/http/request.ts';
import type { FeedKey } from '#lib/usecases/feed-ports.ts';
import { topicUrl } from '#lib/usecases/topic-url.ts';

/** The feed whose own address a topic is. Another way to say the same would be a topic that nobody is ever told of. */
export function topicAt(text: string, publicUrl: string): FeedKey {
  const url = URL.parse(text);
  if (!url || !text.startsWith(`${publicUrl}/`)) {
    throw new Failure('request.invalid', `hub.topic is '${text}', and the topics of this hub begin with ${publicUrl}/`);
  }
  const { key } = feedAddressOf({ params: paramsIn(url.pathname), query: url.searchParams });
  const own = topicUrl(key, publicUrl);
  if (own === text) return key;
  throw new Failure('request.invalid', `hub.topic is '${text}', and that feed's own address is ${own}`);
}

/** As API Gateway finds them in the path of a feed. */
function paramsIn(path: string): Readonly<Record<string, string>> {
  const [, publication = '', ...rest] = path.split('/').map(decoded);
  const [folder = '', name = '', document = ''] = rest.length === 3 ? rest : ['', '', rest[0]];
  const kind = kindIn(folder);
  if (rest.length !== 1 && !(rest.length === 3 && kind)) return {};
  return { publication, document, ...(kind && { [kind]: name }) };
}
