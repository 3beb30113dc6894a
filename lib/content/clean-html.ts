import sanitize from 'sanitize-html';
import { safeText } from '#lib/domain/text.ts';

const TAGS = [
  ...['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'hr', 'br', 'div', 'section', 'aside', 'address'],
  ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'figure', 'figcaption', 'img', 'details', 'summary'],
  ...['table', 'caption', 'colgroup', 'col', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
  ...['a', 'abbr', 'b', 'bdi', 'bdo', 'cite', 'code', 'del', 'dfn', 'em', 'i', 'ins', 'kbd', 'mark', 'q', 's', 'samp'],
  ...['small', 'span', 'strong', 'sub', 'sup', 'time', 'u', 'var', 'wbr', 'ruby', 'rb', 'rp', 'rt'],
];

const ATTRIBUTES = {
  '*': ['lang', 'dir', 'title'],
  a: ['href', 'hreflang', 'rel'],
  img: ['src', 'alt', 'width', 'height'],
  blockquote: ['cite'],
  q: ['cite'],
  del: ['cite', 'datetime'],
  ins: ['cite', 'datetime'],
  time: ['datetime'],
  ol: ['start', 'reversed', 'type'],
  li: ['value'],
  th: ['colspan', 'rowspan', 'scope'],
  td: ['colspan', 'rowspan'],
  col: ['span'],
  colgroup: ['span'],
};

const KNOWN = new Set(TAGS);

const WITH_URLS = ['href', 'src', 'cite'];
const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:']);
/** Deeper than any article, and far from where a parser's or a reader's stack ends. */
const DEPTH = 60;

interface Cleaning {
  /** What relative addresses are relative to; without it they are taken out. */
  readonly base?: string;
}

/** An element that is taken out may have held paragraphs within a paragraph, which a parser then reads in another way. */
const PASSES = 4;

/** HTML that is safe in any reader's page: known elements, absolute addresses of known schemes, nothing that runs. */
export function cleanHtml(html: string, { base }: Cleaning): { html: string; warnings: string[] } {
  const removed = new Set<string>();
  let clean = html;
  for (let pass = 0; pass < PASSES; pass += 1) {
    const before = clean;
    clean = sanitized(before, { base, removed });
    if (clean === before) break;
  }
  return { html: clean, warnings: [...removed].slice(0, 20) };
}

function sanitized(html: string, { base, removed }: { base: string | undefined; removed: Set<string> }): string {
  return sanitize(html, {
    allowedTags: TAGS,
    allowedAttributes: ATTRIBUTES,
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowProtocolRelative: false,
    nestingLimit: DEPTH,
    // Of these not even the text is an article's.
    nonTextTags: [
      'script',
      'style',
      'textarea',
      'option',
      'noscript',
      'template',
      'title',
      'xmp',
      'noembed',
      'noframes',
      'plaintext',
    ],
    onOpenTag: (name) => {
      if (!KNOWN.has(name) && name !== 'iframe') removed.add(`removed <${name}>`);
    },
    transformTags: {
      iframe: (_, attributes) => frameAsLink(attributes, { ...(base !== undefined && { base }) }),
      '*': (tagName, attributes) => ({ tagName, attribs: withAbsoluteUrls(attributes, { base, tagName, removed }) }),
    },
    exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !attribs.src,
  }).trim();
}

type Attributes = Record<string, string>;

function withAbsoluteUrls(
  attributes: Attributes,
  { base, tagName, removed }: { base: string | undefined; tagName: string; removed: Set<string> },
): Attributes {
  const kept = new Map<string, string>();
  for (const [name, value] of Object.entries(attributes)) {
    const url = WITH_URLS.includes(name) ? absolute(value, base) : value;
    if (url === undefined) removed.add(`removed ${name}="${safeText(value.slice(0, 60))}" of <${tagName}>`);
    else kept.set(name, url);
    if (/^on/i.test(name)) removed.add(`removed ${name} of <${tagName}>`);
  }
  return Object.fromEntries(kept);
}

/** Readers of feeds show no frames: the address behind one is as good as it gets. */
function frameAsLink(attributes: Attributes, { base }: Cleaning) {
  const href = absolute(attributes.src ?? '', base);
  return href ? { tagName: 'a', attribs: { href }, text: attributes.title ?? href } : { tagName: 'span', attribs: {} };
}

function absolute(value: string, base: string | undefined): string | undefined {
  const text = value.trim();
  if (!URL.canParse(text, base)) return undefined;
  const url = new URL(text, base);
  return SCHEMES.has(url.protocol) ? url.href : undefined;
}
