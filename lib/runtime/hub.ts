import type { HubApiDeps } from '#lib/http/hub/hub-api.ts';
import { sqsAlarms } from '#lib/messaging/sqs-alarms.ts';
import { dynamoHubUses } from '#lib/storage/dynamo-hub-uses.ts';
import { dynamoIntents } from '#lib/storage/dynamo-intents.ts';
import { environment } from './environment.ts';
import { feedsRuntime } from './feeds.ts';
import { outboundRuntime } from './outbound.ts';
import { sqsClient } from './sqs-client.ts';
import { storeOf } from './store.ts';
import { systemIds } from './system.ts';
import { vaultRuntime } from './vault.ts';

export function hubRuntime(env: NodeJS.ProcessEnv): HubApiDeps {
  const variables = environment(env, ['TABLE_NAME', 'HUB_QUEUE_URL', 'SECRETS_KEY_ARN']);
  const store = storeOf(variables);
  return {
    ...feedsRuntime(env),
    alarms: sqsAlarms({ client: sqsClient(), queueUrls: { verify: variables.HUB_QUEUE_URL } }),
    ids: systemIds,
    intents: dynamoIntents(store),
    policy: outboundRuntime(env),
    uses: dynamoHubUses(store),
    vault: vaultRuntime(variables.SECRETS_KEY_ARN),
  };
}
