import type { PublicationId } from '#lib/domain/publication.ts';
import type { Page } from '#lib/pages/page.ts';
import { renderRobots } from '#lib/pages/render-robots.ts';
import type { Publications } from './ports.ts';

/** As many sitemaps as a robots.txt of at most 500 KiB, which is what search engines read, has room for. */
const MOST = 4000;

/** Who may read what on this host, and where the sitemaps of its publications are (RFC 9309). */
export async function tellRobots(deps: { publications: Pick<Publications, 'ids'>; publicUrl: string }): Promise<Page> {
  const publications: PublicationId[] = [];
  for await (const id of deps.publications.ids()) if (publications.push(id) === MOST) break;
  return renderRobots({ publicUrl: deps.publicUrl, publications: publications.toSorted() });
}
