import { localInstance } from '#examples/local-instance.ts';

/** Runs the subscriber against the local start. */
const { url, topicArn, endpoints, key } = localInstance();

process.env = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
  AWS_ENDPOINT_URL_SNS: endpoints.sns,
  AWS_ENDPOINT_URL_SQS: endpoints.sqs,
  BULLETIN_URL: url,
  BULLETIN_KEY: key,
  BULLETIN_TOPIC: topicArn,
  ...process.env,
};

await import('./main.ts');
