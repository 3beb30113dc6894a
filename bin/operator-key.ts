import { parseArgs } from 'node:util';
import { createOperatorKey } from '#lib/runtime/operator.ts';

const USAGE = `Makes an operator's key for a deployed Bulletin, with your own AWS credentials, and prints it once.

  npm run operator-key -- --table <the stack's TableName output> [--name <who it is for>] [--test]

  --test   for a Bulletin whose setting 'keyMode' is 'test'`;

const { values } = parseArgs({
  options: {
    table: { type: 'string' },
    name: { type: 'string', default: 'operator' },
    test: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});

if (values.help || !values.table) {
  console.error(USAGE);
  process.exitCode = values.help ? 0 : 2;
} else {
  const { text } = await createOperatorKey({
    table: values.table,
    name: values.name,
    keyMode: values.test ? 'test' : 'live',
  });
  console.error('This key opens every publication and is not shown again. Keep it as you keep passwords.');
  console.log(text);
}
