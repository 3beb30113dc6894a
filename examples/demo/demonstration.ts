import { readdirSync, readFileSync, statSync } from 'node:fs';

interface Demonstration {
  readonly publication: Readonly<Record<string, unknown>>;
  readonly authors: readonly { readonly id: string; readonly [name: string]: unknown }[];
  readonly articles: readonly Readonly<Record<string, unknown>>[];
}

type Picture = (name: string | undefined) => string | undefined;

const at = (name: string): URL => new URL(name, import.meta.url);
const read = (name: string): string => readFileSync(at(name), 'utf8');

/** A publication with authors and articles, as they are sent to the API. Their pictures are where `pictures` says, or left out. */
export function demonstration(pictures?: string): Demonstration {
  const picture: Picture = (name) => name && pictures && new URL(name, pictures).href;
  const { icon, logo, favicon, ...publication } = JSON.parse(read('publication.json'));
  const authors: { avatar: string; id: string }[] = JSON.parse(read('authors.json'));
  return {
    publication: { ...publication, icon: picture(icon), logo: picture(logo), favicon: picture(favicon) },
    authors: authors.map(({ avatar, ...author }) => ({ ...author, avatar: picture(avatar) })),
    articles: readdirSync(at('articles/'))
      .sort()
      .map((name) => articleIn(name, picture)),
  };
}

/** Each is a file of Markdown or HTML under a head of JSON. */
function articleIn(name: string, picture: Picture) {
  const [head = '', ...body] = read(`articles/${name}`).split('\n---\n');
  const content = { [name.endsWith('.html') ? 'html' : 'markdown']: body.join('\n---\n').trim() };
  const { image, ...article } = JSON.parse(head);
  const url = picture(image?.url);
  const length = url && statSync(at(`pictures/${image.url}`)).size;
  return { ...article, content, ...(url && { image: { ...image, url, type: 'image/svg+xml', length } }) };
}
