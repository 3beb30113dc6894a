import type { BlockContent, List, PhrasingContent, Table } from 'mdast';
import { type HtmlElement, isElement, textOf } from './html-tree.ts';
import { phrasing, trimmed } from './phrasing.ts';

type Reading = (element: HtmlElement) => BlockContent[];

const heading =
  (depth: 1 | 2 | 3 | 4 | 5 | 6): Reading =>
  (element) => [{ type: 'heading', depth, children: trimmed(phrasing(element)) }];

const list =
  (ordered: boolean): Reading =>
  (element) => [listOf(element, ordered)];

const READINGS: Readonly<Record<string, Reading>> = {
  ...{ h1: heading(1), h2: heading(2), h3: heading(3), h4: heading(4), h5: heading(5), h6: heading(6) },
  ...{ ul: list(false), ol: list(true) },
  ...Object.fromEntries(['p', 'figcaption', 'summary', 'dt', 'dd', 'caption'].map((name) => [name, blocks])),
  ...Object.fromEntries(
    ['div', 'section', 'aside', 'address', 'figure', 'details', 'dl'].map((name) => [name, blocks]),
  ),
  blockquote: (element) => [{ type: 'blockquote', children: blocks(element) }],
  pre: (element) => [{ type: 'code', value: textOf(element).replace(/\n$/, '') }],
  hr: () => [{ type: 'thematicBreak' }],
  table: tableOf,
};

/** What is in an element, block by block: text that is in none of them makes a paragraph of its own. */
export function blocks(element: HtmlElement): BlockContent[] {
  const found: BlockContent[] = [];
  let line: PhrasingContent[] = [];
  const endLine = () => {
    const children = trimmed(line);
    if (children.length > 0) found.push({ type: 'paragraph', children });
    line = [];
  };
  for (const child of element.children) {
    const reading = isElement(child) ? READINGS[child.name] : undefined;
    if (!reading || !isElement(child)) line.push(...phrasing({ children: [child] }));
    else {
      endLine();
      found.push(...reading(child));
    }
  }
  endLine();
  return found;
}

function elementsIn(element: HtmlElement, ...names: string[]): HtmlElement[] {
  return element.children.filter(isElement).filter(({ name }) => names.includes(name));
}

function listOf(element: HtmlElement, ordered: boolean): List {
  const items = elementsIn(element, 'li').map((item) => ({
    type: 'listItem' as const,
    spread: elementsIn(item, 'p').length > 1,
    children: blocks(item),
  }));
  const start = ordered ? Number(element.attributes.start ?? 1) : undefined;
  const first = start !== undefined && Number.isInteger(start) && start >= 0 ? { start } : {};
  return { type: 'list', ordered, ...first, spread: items.some(({ spread }) => spread), children: items };
}

/** A table has one head in Markdown, and its cells hold one line. */
function tableOf(element: HtmlElement): BlockContent[] {
  const captions = elementsIn(element, 'caption').flatMap(blocks);
  const parts = [element, ...elementsIn(element, 'thead', 'tbody', 'tfoot')];
  const rows = parts.flatMap((part) => elementsIn(part, 'tr'));
  const children: Table['children'] = rows.map((row) => ({
    type: 'tableRow',
    children: elementsIn(row, 'th', 'td').map((cell) => ({ type: 'tableCell', children: trimmed(phrasing(cell)) })),
  }));
  return children.length > 0 ? [...captions, { type: 'table', children }] : captions;
}
