const ENGLISH = {
  language: 'en',
  skip: 'Skip to the content',
  sections: 'Sections',
  section: 'Section',
  tag: 'Tag',
  author: 'Author',
  tags: 'Tags',
  authors: 'Authors',
  by: 'By',
  updated: 'Updated',
  readingTime: (minutes: number) => `${minutes} min read`,
  corrections: 'Corrections',
  attachments: 'To listen to, watch and keep',
  related: 'Related articles',
  latest: 'Latest articles',
  nothingYet: 'Nothing has been published here yet.',
  elsewhere: (host: string) => `This article is at home at ${host}`,
  aboutAuthors: 'About the authors',
  articlesBy: (name: string) => `All articles by ${name}`,
  website: (host: string) => `Website: ${host}`,
  connected: 'Stay connected',
  follow: (name: string) => `Follow “${name}”`,
  howToFollow: 'Add one of these addresses to a feed reader, and new articles come to you: no account, no algorithm.',
  allFeeds: 'All feeds',
  feeds: 'Feeds',
  aboutFeeds:
    'A feed tells a reading app of your choice what is new. Copy an address into it; which of the three formats hardly matters.',
  everything: 'Everything',
  opml: 'All of them as one file (OPML)',
  frontPage: 'To the front page',
  gone: 'Withdrawn',
  wasWithdrawn: 'This article was withdrawn by its publisher and is no longer available.',
  missing: 'Not found',
  nothingHere: 'There is no page at this address.',
  formats: { rss: 'RSS', atom: 'Atom', json: 'JSON Feed' },
};

/** What the pages say themselves. Another language is another one of these. */
export type Words = typeof ENGLISH;

const SPOKEN: Readonly<Record<string, Words>> = { en: ENGLISH };

/** In a language, or in English as long as nobody has said it in that one. */
export const wordsIn = (language: string): Words => SPOKEN[new Intl.Locale(language).language] ?? ENGLISH;
