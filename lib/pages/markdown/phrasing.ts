import type { PhrasingContent } from 'mdast';
import { type HtmlElement, isElement, textOf } from './html-tree.ts';

type Reading = (element: HtmlElement) => PhrasingContent[];

const emphasis: Reading = (element) => marked(element, 'emphasis') ?? tagged(element, 'em');
const strong: Reading = (element) => marked(element, 'strong') ?? tagged(element, 'strong');
const code: Reading = (element) => [{ type: 'inlineCode', value: collapsed(textOf(element)) }];
const struck: Reading = (element) => marked(element, 'delete') ?? tagged(element, 'del');

const READINGS: Readonly<Record<string, Reading>> = {
  ...{ em: emphasis, i: emphasis, cite: emphasis, dfn: emphasis, var: emphasis },
  ...{ strong, b: strong, code, kbd: code, samp: code, del: struck, s: struck },
  a: (element) => [{ type: 'link', url: element.attributes.href ?? '', children: phrasing(element) }],
  img: (element) => [{ type: 'image', url: element.attributes.src ?? '', alt: element.attributes.alt ?? '' }],
  br: () => [{ type: 'break' }],
  q: (element) => [{ type: 'text', value: '“' }, ...phrasing(element), { type: 'text', value: '”' }],
};

// What writes the marks takes a symbol beyond U+FFFF, such as 😀, for two letters, and readers do not: `one**x😀**two` would
// be stars. Markdown may hold tags instead.
const SYMBOL_AT_AN_END = /^\s*(?=[\p{P}\p{S}])[^\0-\uffff]|(?=[\p{P}\p{S}])[^\0-\uffff]\s*$/u;

const marked = (element: HtmlElement, type: 'emphasis' | 'strong' | 'delete'): PhrasingContent[] | undefined =>
  SYMBOL_AT_AN_END.test(textOf(element)) ? undefined : [{ type, children: phrasing(element) }];

const tagged = (element: HtmlElement, name: string): PhrasingContent[] => [
  { type: 'html', value: `<${name}>` },
  ...phrasing(element),
  { type: 'html', value: `</${name}>` },
];

/** What is in an element, as the words of one paragraph. */
export function phrasing({ children }: Pick<HtmlElement, 'children'>): PhrasingContent[] {
  return children.flatMap((child): PhrasingContent[] => {
    if (!isElement(child)) return [{ type: 'text', value: collapsed(child) }];
    const reading = READINGS[child.name] ?? phrasing;
    return reading(child).filter((piece) => !isEmpty(piece));
  });
}

const isEmpty = (piece: PhrasingContent): boolean =>
  'children' in piece ? piece.children.length === 0 : piece.type === 'inlineCode' && piece.value.trim() === '';

const collapsed = (text: string): string => text.replace(/[ \t\r\n\f]+/g, ' ');

/** A line without the space and the breaks around it, which mean something else in Markdown. */
export function trimmed(line: readonly PhrasingContent[]): PhrasingContent[] {
  const joined = joinedTexts(line);
  const pieces = joined.slice(joined.findIndex(isShown), joined.findLastIndex(isShown) + 1);
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (first?.type === 'text') first.value = first.value.trimStart();
  if (last?.type === 'text') last.value = last.value.trimEnd();
  return pieces;
}

const isShown = (piece: PhrasingContent): boolean =>
  piece.type === 'text' ? piece.value.trim() !== '' : piece.type !== 'break';

/** Neighbours of text as one, and no space beside a line's end. */
function joinedTexts(line: readonly PhrasingContent[]): PhrasingContent[] {
  const pieces: PhrasingContent[] = [];
  for (const piece of line) {
    const before = pieces.at(-1);
    if (piece.type !== 'text') pieces.push(piece);
    else if (before?.type === 'text') before.value = collapsed(before.value + piece.value);
    else pieces.push({ ...piece, value: before?.type === 'break' ? piece.value.trimStart() : piece.value });
  }
  return pieces;
}
