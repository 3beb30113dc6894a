import { shortened } from './shortened.ts';
import type { SourceMedia } from './source-entry.ts';

/** Without what is not known: an absent field and one of `undefined` are not the same to a schema. */
export const present = (fields: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''));

/** Sources write 0 for what they do not know. */
const known = (number: number | undefined): number | undefined =>
  number && number > 0 ? Math.round(number) : undefined;

export const imageFrom = ({ url, alt, caption, credit, width, height, type, length }: SourceMedia) =>
  present({
    ...{ url, type, alt: shortened(alt, 1000), caption: shortened(caption, 1000), credit: shortened(credit, 300) },
    ...{ width: known(width), height: known(height), length: known(length) },
  });

export const attachmentFrom = ({ url, type, title, length, duration }: SourceMedia) =>
  present({ url, type, title: shortened(title, 300), length: known(length), duration: known(duration) });
