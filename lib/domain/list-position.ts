import * as z from 'zod';
import { ArticleId } from './article.ts';
import { Instant } from './instant.ts';

/** Where an article stands in a list: by the instant the list is sorted by, then by id. Read from `<instant> <id>`. */
export const ListPosition = z
  .string()
  .transform((text) => text.split(' '))
  .pipe(z.tuple([Instant, ArticleId]))
  .transform(([at, id]) => ({ at, id }));
export type ListPosition = Readonly<z.infer<typeof ListPosition>>;

export const listPositionText = ({ at, id }: ListPosition): string => `${at} ${id}`;
