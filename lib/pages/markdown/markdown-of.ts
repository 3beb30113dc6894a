import type { Delete, Table } from 'mdast';
import { type Info, type State, toMarkdown, type Unsafe } from 'mdast-util-to-markdown';
import { blocks } from './blocks.ts';
import { treeOf } from './html-tree.ts';

/** Clean HTML as CommonMark, with the tables of GitHub's. */
export function markdownOf(html: string): string {
  const root = treeOf(html);
  // What was never made clean stays as it is: Markdown may hold HTML.
  if (!root) return html;
  return toMarkdown(
    { type: 'root', children: blocks(root) },
    { bullet: '-', rule: '-', fences: true, unsafe: UNSAFE, handlers: { table, delete: struck } },
  );
}

const UNSAFE: Unsafe[] = [
  { character: '|', inConstruct: 'tableCell' },
  { character: '\n', inConstruct: 'tableCell' },
  { character: '~', inConstruct: 'phrasing' },
  // Underlines of a heading, where a line of a paragraph begins.
  { atBreak: true, character: '=' },
];

function table({ children: [head, ...rows] }: Table, _parent: unknown, state: State, info: Info): string {
  const exit = state.enter('table');
  const written = [head, ...rows].map((row) => (row?.children ?? []).map((cell) => cellOf(cell, { state, info })));
  exit();
  const columns = Math.max(...written.map(({ length }) => length), 1);
  const line = (cells: readonly string[]) =>
    `| ${Array.from({ length: columns }, (_, column) => cells[column] ?? '').join(' | ')} |`;
  const [first = [], ...others] = written;
  return [line(first), line(Array(columns).fill('---')), ...others.map(line)].join('\n');
}

type Cell = Table['children'][number]['children'][number];

function cellOf(cell: Cell, { state, info }: { state: State; info: Info }): string {
  const exits = [state.enter('tableCell'), state.enter('phrasing')];
  const written = state.containerPhrasing(cell, { ...info, before: '|', after: '|' });
  for (const exit of exits.toReversed()) exit();
  return written;
}

/** As HTML, which Markdown may hold: between tildes not every text is struck, such as one that ends in a space. */
function struck(node: Delete, _parent: unknown, state: State, info: Info): string {
  const exit = state.enter('strikethrough');
  const written = state.containerPhrasing(node, { ...info, before: '>', after: '<' });
  exit();
  return `<del>${written}</del>`;
}

declare module 'mdast-util-to-markdown' {
  interface ConstructNameMap {
    table: 'table';
    tableCell: 'tableCell';
    strikethrough: 'strikethrough';
  }
}
