const DOCUMENTS = ['rss.xml', 'atom.xml', 'feed.json'];

/** All feeds that an article is in: publication, section, two tags, author and language, in each format. */
export const feedsOf = (publication: string, { language }: { language: string }): string[] =>
  ['', 'sections/world/', 'tags/harbour/', 'tags/weather/', 'authors/ada-example/', `languages/${language}/`].flatMap(
    (list) => DOCUMENTS.map((document) => `/${publication}/${list}${document}`),
  );

/** All pages that an article is on, its own among them. */
export const pagesOf = (publication: string, { page }: { page: string }): string[] => [
  ...['', 'sections/world/', 'tags/harbour/', 'tags/weather/', 'authors/ada-example/', 'feeds'].map(
    (list) => `/${publication}/${list}`,
  ),
  ...[page, `${page}.md`, `${page}.json`],
  ...['feeds.opml', 'sitemap.xml', 'news-sitemap.xml'].map((document) => `/${publication}/${document}`),
];

/** Reads something whole; what is not 200 ends the bench. */
export async function read(url: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const response = await fetch(url, { headers });
  const text = await response.text();
  if (response.status !== 200 && !(response.status === 304 && headers['if-none-match']))
    throw new Error(`${url} was answered ${response.status}: ${text.slice(0, 500)}`);
  return text;
}
