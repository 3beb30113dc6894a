import type { ArticleView } from '#lib/domain/article-view.ts';
import { asHtml } from './safe.ts';

/** Readers of a feed must see what was wrong, too: each correction as a dated note under the content. */
export function withCorrections(html: string, corrections: ArticleView['corrections']): string {
  const notes = corrections.map(
    ({ at, note }) => `\n<p><strong>Correction, ${asHtml(at.slice(0, 10))}:</strong> ${asHtml(note)}</p>`,
  );
  return html + notes.join('');
}
