import MarkdownIt from 'markdown-it';
import type { Article } from '#lib/domain/article.ts';
import type { ArticleDraft } from '#lib/domain/article-draft.ts';
import { Failure } from '#lib/domain/failure.ts';
import { cleanMarkup, safeText } from '#lib/domain/text.ts';
import { cleanHtml } from './clean-html.ts';

const markdown = new MarkdownIt({ html: true, linkify: true, typographer: false });

const MAX_BYTES = 300 * 1024;

type Clean = Article['content'] & { readonly warnings: readonly string[] };

/** Content as it is kept and shown: Markdown is rendered, then everything is sanitized. Clean content stays as it is. */
export function cleanContent(content: ArticleDraft['content'], options: { base?: string } = {}): Clean {
  const source = 'markdown' in content ? markdown.render(content.markdown) : content.html;
  const { html, warnings } = cleanHtml(source, options);
  const text = cleanMarkup(html);
  if (text === '') {
    const pointer = 'markdown' in content ? '/content/markdown' : '/content/html';
    throw new Failure('request.invalid', 'one field is not as expected', {
      issues: [
        {
          pointer,
          given: safeText(source.slice(0, 100)),
          expected: 'content of which something is left once it is made safe',
        },
      ],
    });
  }
  if (Buffer.byteLength(text) > MAX_BYTES)
    throw new Failure('request.too-large', `the content has more than ${MAX_BYTES} bytes as HTML`);
  return { html: text, ...('markdown' in content && { markdown: content.markdown }), warnings };
}
