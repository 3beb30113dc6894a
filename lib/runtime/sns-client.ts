import { SNSClient } from '@aws-sdk/client-sns';
import { limited, requestHandler, shared } from './client.ts';

export const snsClient = shared(() => limited(new SNSClient({ maxAttempts: 3, requestHandler })));
