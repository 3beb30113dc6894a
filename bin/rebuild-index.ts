import { parseArgs } from 'node:util';
import { newDynamoClient } from '#lib/runtime/dynamo-client.ts';
import { rebuildRuntime } from '#lib/runtime/rebuild.ts';
import { rebuildIndex } from '#lib/usecases/rebuild-index.ts';

const USAGE = `Writes the index of the feeds anew from the articles, and takes away what is no longer used, with your own AWS
credentials. It may be repeated, and run while articles are published.

  npm run rebuild-index -- --table <the stack's TableName output> [--endpoint <URL>]

  --endpoint   of a DynamoDB that is not AWS's own, such as that of a local start (.bulletin/addresses.json)`;

const { values } = parseArgs({
  options: { table: { type: 'string' }, endpoint: { type: 'string' }, help: { type: 'boolean' } },
});

if (values.help || !values.table) {
  console.error(USAGE);
  process.exitCode = values.help ? 0 : 2;
} else {
  const { table, endpoint } = values;
  const local = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  const client = newDynamoClient(endpoint ? { ...local, endpoint } : {});
  const { publications, ...deps } = rebuildRuntime({ client, table });
  for await (const publication of publications.ids()) {
    const { articles, feeds, removed } = await rebuildIndex(publication, deps);
    console.log(`${publication}: ${articles} articles in ${feeds} feeds; ${removed} unused items removed`);
  }
  client.destroy();
}
