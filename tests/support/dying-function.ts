import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';

// Run as a process of its own: `node dying-function.ts <function> <event> <n>` invokes a function's real handler, and
// kills itself, as a power cut would, when its n-th write has been answered. 0 lets it live.
const [file = '', event = '{}', nth = '0'] = process.argv.slice(2);
let writes = 0;

for (const { prototype } of [DynamoDBClient, SNSClient, SQSClient]) {
  const send = prototype.send as unknown as (this: unknown, command: object, ...rest: unknown[]) => Promise<unknown>;
  Object.defineProperty(prototype, 'send', {
    writable: true,
    async value(this: unknown, command: object, ...rest: unknown[]) {
      const result = await send.call(this, command, ...rest);
      if (!/^(?:Get|BatchGet|Query)/.test(command.constructor.name)) {
        writes += 1;
        if (writes === Number(nth)) process.kill(process.pid, 'SIGKILL');
      }
      return result;
    },
  });
}

const { handler } = await import(new URL(`../../functions/${file}.ts`, import.meta.url).href);
await handler(JSON.parse(event), { getRemainingTimeInMillis: () => 30_000 });
process.exit(0);
