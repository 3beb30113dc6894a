import { ArticleStatus } from '#lib/domain/article.ts';
import { type Session, unlessMissing } from './session.ts';

const AT_ONCE = 8;

/**
 * All of a publication, a line for each thing, read page by page: memory holds a few articles, however many there are. What is
 * changed meanwhile is written down as it is then.
 */
export async function* exportLines(session: Session, count: (type: string) => void): AsyncGenerator<string> {
  const { client, publication } = session;
  const line = (type: string, value: object) => {
    count(type);
    return `${JSON.stringify({ _type: type, ...value })}\n`;
  };
  yield line(
    'publication',
    (await client.GET('/v1/publications/{publication}', { params: { path: { publication } } })).data,
  );
  for await (const author of authorsOf(session)) yield line('author', author);
  for (const status of ArticleStatus.options)
    for await (const article of articlesOf(session, status)) yield line('article', article);
}

async function* authorsOf({ client, publication }: Session): AsyncGenerator<object> {
  let cursor: string | undefined;
  do {
    const query = { limit: 100, ...(cursor !== undefined && { cursor }) };
    const params = { path: { publication }, query };
    const { data } = await client.GET('/v1/publications/{publication}/authors', { params });
    yield* data.authors;
    cursor = data.cursor;
  } while (cursor !== undefined);
}

async function* articlesOf({ client, publication }: Session, status: ArticleStatus): AsyncGenerator<object> {
  const whole = ({ id: article }: { id: string }) =>
    unlessMissing(
      client.GET('/v1/publications/{publication}/articles/{article}', { params: { path: { publication, article } } }),
    );
  let cursor: string | undefined;
  do {
    const query = { status, limit: 100, ...(cursor !== undefined && { cursor }) };
    const { data } = await client.GET('/v1/publications/{publication}/articles', {
      params: { path: { publication }, query },
    });
    for (let at = 0; at < data.articles.length; at += AT_ONCE) {
      const answers = await Promise.all(data.articles.slice(at, at + AT_ONCE).map(whole));
      for (const answer of answers) if (answer) yield answer.data;
    }
    cursor = data.cursor;
  } while (cursor !== undefined);
}
