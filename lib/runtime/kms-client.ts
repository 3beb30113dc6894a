import { KMSClient } from '@aws-sdk/client-kms';
import { limited, requestHandler, shared } from './client.ts';

export const kmsClient = shared(() => limited(new KMSClient({ maxAttempts: 3, requestHandler })));
