import type { Cloud } from '#lib/local/cloud.ts';
import type { LocalKeys } from './local-keys.ts';

/** What a person wants to know first: where everything is, and what to try. */
export function welcome({ url, endpoints, outputs }: Cloud, { operator, publisher }: LocalKeys): string {
  const feeds = ['rss.xml', 'atom.xml', 'feed.json'].map((document) => `  ${url}/bulletin-news/${document}`);
  return `
Bulletin is running. End it with Ctrl-C; what it holds stays.

API              ${url}/v1
To read and try  ${url}/docs
Operator's key   ${operator}
${publisher ? `Publisher's key  ${publisher}  (of the publication bulletin-news)\n\nPages\n  ${url}/bulletin-news/\n\nFeeds\n${feeds.join('\n')}\n` : ''}
SNS topic        ${outputs.TopicArn}
SNS and SQS      ${endpoints.sns}
DynamoDB         ${endpoints.dynamodb}
`;
}
