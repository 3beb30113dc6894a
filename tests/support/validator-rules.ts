import { texts, within, type XmlElement } from './strict-xml.ts';

const ATOM = 'http://www.w3.org/2005/Atom';
const XHTML = 'http://www.w3.org/1999/xhtml';

/** Namespaces of feeds that the validator knows. That of tombstones is not among them. */
const KNOWN = new Set([
  ATOM,
  'http://purl.org/rss/1.0/modules/content/',
  'http://purl.org/syndication/history/1.0',
  'http://purl.org/dc/elements/1.1/',
  'http://search.yahoo.com/mrss/',
]);

/** RSS or Atom, in the words that both have. */
interface Feed {
  readonly root: XmlElement;
  readonly head: XmlElement;
  readonly items: readonly XmlElement[];
  readonly isAtom: boolean;
}

export function feedIn(root: XmlElement): Feed {
  const isAtom = root.name === 'feed';
  const head = isAtom ? root : (root.children[0] ?? root);
  return { root, head, isAtom, items: head.children.filter(({ name }) => name === (isAtom ? 'entry' : 'item')) };
}

const names = ({ children }: XmlElement): string[] => children.map(({ name }) => name);
const has = (element: XmlElement, name: string): boolean => names(element).includes(name);
const linksOf = ({ children }: XmlElement, rel: string): XmlElement[] =>
  children.filter(({ name, attributes }) => /^(?:atom:)?link$/.test(name) && attributes.rel === rel);
const twice = (values: readonly string[]): string[] => values.filter((value, index) => values.indexOf(value) !== index);
const declaredIn = ({ attributes }: XmlElement): [prefix: string, uri: string][] =>
  Object.entries(attributes).flatMap(([name, uri]) => (name.startsWith('xmlns:') ? [[name.slice(6), uri]] : []));
const lacking = (element: XmlElement, parts: readonly string[]): string[] =>
  parts.filter((name) => texts(element, name).length !== 1);
const htmlOf = (items: readonly XmlElement[]): string[] =>
  items.flatMap((item) => ['content:encoded', 'content', 'description'].flatMap((name) => texts(item, name)));

/**
 * Rules of the W3C feed validator (https://github.com/w3c/feedvalidator) that our feeds could break, by the names of its
 * messages. Each gives what the validator would complain of.
 */
export const RULES: Readonly<Record<string, (feed: Feed) => readonly unknown[]>> = {
  MisplacedXHTMLContent: ({ root }) => within(root).filter(({ uri }) => uri === XHTML),
  // That of tombstones cannot be avoided where there are any.
  UnknownNamespace: ({ root }) => {
    const used = new Set(within(root).map(({ uri }) => uri));
    return declaredIn(root).filter(([, uri]) => !KNOWN.has(uri) && !used.has(uri));
  },
  AvoidNamespacePrefix: ({ root, isAtom }) =>
    declaredIn(root).filter(([prefix]) => isAtom && (prefix === 'atom' || prefix === 'xhtml')),
  NeedDescriptionBeforeContent: ({ items }) =>
    items.filter((item) => {
      const [description = -1, content = -1] = ['description', 'content:encoded'].map((one) =>
        names(item).indexOf(one),
      );
      return content !== -1 && (description === -1 || description > content);
    }),
  BadCharacters: ({ root }) =>
    within(root).filter(({ text, attributes }) =>
      [text, ...Object.values(attributes)].some((value) => /[\u007f-\u009f]/.test(value)),
    ),
  DuplicateUpdated: ({ items, isAtom }) => (isAtom ? twice(items.flatMap((item) => texts(item, 'updated'))) : []),
  DuplicateEntries: ({ items }) => twice(items.flatMap((item) => [...texts(item, 'id'), ...texts(item, 'guid')])),
  MissingElement: ({ head, items, isAtom }) => [
    ...lacking(head, isAtom ? ['id', 'title', 'updated'] : ['title', 'link', 'description']),
    ...items.flatMap((item) => lacking(item, isAtom ? ['id', 'title', 'updated'] : ['title', 'guid', 'pubDate'])),
  ],
  MissingTextualContent: ({ items, isAtom }) =>
    items.filter((item) => isAtom && !has(item, 'content') && !has(item, 'summary')),
  // Where nobody wrote a word, there is a title.
  NotBlank: ({ items, isAtom }) =>
    items.filter(
      (item) =>
        isAtom &&
        texts(item, 'title').join('').trim() !== '' &&
        ['summary', 'content'].some((name) => texts(item, name).some((text) => text.trim() === '')),
    ),
  MissingSelf: ({ head }) => (linksOf(head, 'self').length === 1 ? [] : [head]),
  DuplicateAtomLink: ({ head, items, isAtom }) =>
    [head, ...items].filter((element) => isAtom && linksOf(element, 'alternate').length !== 1),
  MissingCurrentInArchive: ({ head }) =>
    has(head, 'fh:archive') && linksOf(head, 'current').length === 0 ? [head] : [],
  MisplacedItem: ({ head, items }) =>
    names(head)
      .slice(names(head).indexOf(items[0]?.name ?? ''))
      .filter((name) => items.length > 0 && name !== items[0]?.name && name !== 'at:deleted-entry'),
  InvalidPermalink: ({ items }) =>
    items.flatMap(({ children }) =>
      children.filter(({ name, attributes }) => name === 'guid' && attributes.isPermaLink !== 'false'),
    ),
  DuplicateEnclosure: ({ items }) => items.filter((item) => texts(item, 'enclosure').length > 1),
  EmailFormat: ({ items, isAtom }) => items.filter((item) => !isAtom && has(item, 'author')),
  ImageTitleDoesntMatch: ({ head }) =>
    texts(head, 'image', 'title').filter((title) => title !== texts(head, 'title')[0]),
  ImageLinkDoesntMatch: ({ head }) => texts(head, 'image', 'link').filter((link) => link !== texts(head, 'link')[0]),
  ContainsRelRef: ({ items }) => htmlOf(items).filter((html) => /\s(?:href|src)="(?!https?:|mailto:)/.test(html)),
  SecurityRisk: ({ items }) =>
    htmlOf(items).filter((html) => /<(?:script|style|iframe|object|form|embed)\b/.test(html)),
};
