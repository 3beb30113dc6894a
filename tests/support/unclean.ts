/** Lone surrogates, two of Unicode's noncharacters, and control characters: C0 but tab and line feed, DEL, C1. */
export const UNCLEAN_CHARACTERS = [
  ...['\uD800', '\uDBFF', '\uDC00', '\uDFFF', '\uFFFE', '\uFFFF'],
  ...['\u0000', '\u0001', '\u0008', '\u000B', '\u000C', '\u001B', '\u001F', '\u007F', '\u0080', '\u0085', '\u009B'],
];

/** Finds any of them: raw, or as JSON escapes them. */
export const UNCLEAN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFFFE\uFFFF]|\p{Cs}|\\u(?:d[89a-f]|00[01]|007f|00[89]|fff[ef])/iu;
