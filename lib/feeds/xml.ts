import { SaxesParser } from 'saxes';
import { safe } from './safe.ts';

/** An element with its children, or with text. Names are written as they are, prefixes included. */
export interface Element {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: Element[];
  text: string;
}

export interface Parts {
  readonly text?: string | undefined;
  readonly attributes?: Readonly<Record<string, string | number | undefined>>;
}

const elementOf = (name: string, attributes: Record<string, string> = {}): Element => ({
  name,
  attributes,
  children: [],
  text: '',
});

/** The root of a skeleton, with all that is in it. */
export function rootOf(skeleton: string): Element {
  const document = elementOf('');
  const open = [document];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const element = elementOf(name, attributes);
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  const read = (text: string) => {
    const element = open.at(-1);
    if (element) element.text += text;
  };
  parser.on('text', read);
  parser.on('cdata', read);
  parser.on('closetag', () => open.pop());
  parser.write(skeleton).close();
  const [root] = document.children;
  if (!root) throw new TypeError('the skeleton has no root element');
  return root;
}

export const childrenOf = (parent: Element, name?: string): Element[] =>
  parent.children.filter((child) => name === undefined || child.name === name);

interface NewElement extends Parts {
  readonly name: string;
  /** The element that it comes before. @default the end of its parent */
  readonly before?: Element | undefined;
}

export function add(parent: Element, { name, before, ...parts }: NewElement): Element {
  const element = dress(elementOf(name), parts);
  parent.children.splice(before ? parent.children.indexOf(before) : parent.children.length, 0, element);
  return element;
}

/** Gives an element its text and its attributes, whatever they hold: all of it is escaped when it is written. */
export function dress(element: Element, { text, attributes = {} }: Parts): Element {
  if (text !== undefined) element.text = safe(text);
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined) element.attributes[name] = safe(String(value));
  return element;
}

/** By the names of the parts that have them. */
type Texts = Readonly<Record<string, string | undefined>>;

/** Gives the parts that a skeleton has their texts. */
export function fill(parent: Element, texts: Texts): void {
  for (const child of parent.children) dress(child, { text: texts[child.name] });
}

/** A copy of an element with those of its parts that have a text. */
export const filled = ({ name, attributes, children }: Element, texts: Texts): Element => ({
  ...elementOf(name, { ...attributes }),
  children: children.flatMap((child) => {
    const text = texts[child.name];
    return text === undefined ? [] : [dress(elementOf(child.name, { ...child.attributes }), { text })];
  }),
});
