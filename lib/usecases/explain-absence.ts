import type { Failure } from '#lib/domain/failure.ts';
import { Instant } from '#lib/domain/instant.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { Page } from '#lib/pages/page.ts';
import { renderGonePage } from '#lib/pages/render-gone-page.ts';
import { renderMissingPage } from '#lib/pages/render-missing-page.ts';
import type { Publications } from './ports.ts';

export interface Absence {
  readonly path: string;
  readonly publication: PublicationId | undefined;
  /** Why nothing is there. */
  readonly failure: Failure;
}

interface Deps {
  readonly publications: Pick<Publications, 'get'>;
  readonly publicUrl: string;
}

/** What a person is shown where there is nothing to read: that it is gone, or that it never was. */
export async function explainAbsence({ path, publication: id, failure }: Absence, deps: Deps): Promise<Page> {
  const { publicUrl } = deps;
  const publication = id && failure.kind === 'gone' ? await deps.publications.get(id) : undefined;
  if (!publication) return renderMissingPage({ publicUrl, path });
  const withdrawnAt = Instant.safeParse(failure.extra.withdrawnAt).data;
  // Not even its title: that may be why it was withdrawn.
  return renderGonePage({ publication, publicUrl, terms: [], article: { withdrawnAt } });
}
