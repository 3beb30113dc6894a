import { readFileSync } from 'node:fs';

/** Runs the subscriber against the local start, which keeps its addresses and keys beside its state. */
const read = (name: string) => {
  try {
    return JSON.parse(readFileSync(`.bulletin/${name}`, 'utf8'));
  } catch {
    console.error('there is no local instance: run "npm start" first, in another terminal');
    process.exit(2);
  }
};

const { url, topicArn, endpoints } = read('addresses.json');
const { publisher, operator } = read('keys.json');

process.env = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
  AWS_ENDPOINT_URL_SNS: endpoints.sns,
  AWS_ENDPOINT_URL_SQS: endpoints.sqs,
  BULLETIN_URL: url,
  BULLETIN_KEY: publisher ?? operator,
  BULLETIN_TOPIC: topicArn,
  ...process.env,
};

await import('./main.ts');
