import { snsTopic } from '#lib/messaging/sns-topic.ts';
import { dynamoLog } from '#lib/storage/dynamo-log.ts';
import { dynamoWatermarks } from '#lib/storage/dynamo-watermarks.ts';
import type { RelayDeps } from '#lib/usecases/relay-events.ts';
import { environment } from './environment.ts';
import { snsClient } from './sns-client.ts';
import { storeOf } from './store.ts';

export function relayRuntime(env: NodeJS.ProcessEnv): RelayDeps {
  const {
    PUBLIC_URL: publicUrl,
    TOPIC_ARN: topicArn,
    TABLE_NAME,
  } = environment(env, ['TABLE_NAME', 'TOPIC_ARN', 'PUBLIC_URL']);
  const store = storeOf({ TABLE_NAME });
  return {
    log: dynamoLog(store),
    watermarks: dynamoWatermarks(store),
    topic: snsTopic({ client: snsClient(), topicArn, publicUrl }),
    publicUrl,
  };
}
