/** A section, a tag or an author that has had an article, by the name that people read. */
export interface Place {
  readonly feed: { readonly kind: 'section' | 'tag' | 'author'; readonly name: string };
  readonly label: string;
}
