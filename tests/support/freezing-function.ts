import { dynamoClient } from '#lib/runtime/dynamo-client.ts';
import { withinTime } from '#lib/runtime/time-limits.ts';
import { dynamoPublications } from '#lib/storage/dynamo-publications.ts';

// Run as a process of its own, as Lambda runs a function: each message invokes it with how many reads to make at once, and
// is answered with what came of them.
const publications = dynamoPublications({ client: dynamoClient(), table: process.env.TABLE_NAME ?? '' });
const context = { getRemainingTimeInMillis: () => 10_000 };

const handler = withinTime(async (reads: number) => {
  await Promise.all(Array.from({ length: reads }, () => publications.get('one' as never)));
});

process.on('message', (reads: number) => {
  handler(reads, context).then(
    () => process.send?.('done'),
    (error: unknown) => process.send?.(String(error)),
  );
});
