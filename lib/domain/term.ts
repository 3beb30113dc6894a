/** A section, a tag, an author or a language, as something that articles are listed under, by the name that people read. */
export interface Term {
  readonly feed: { readonly kind: 'section' | 'tag' | 'author' | 'language'; readonly name: string };
  readonly label: string;
}
