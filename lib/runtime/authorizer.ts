import { rememberedKeys } from '#lib/http/remembered-keys.ts';
import { dynamoKeys } from '#lib/storage/dynamo-keys.ts';
import type { Clock, Keys } from '#lib/usecases/ports.ts';
import { environment } from './environment.ts';
import { storeOf } from './store.ts';
import { systemClock } from './system.ts';

export function authorizerRuntime(env: NodeJS.ProcessEnv): { keys: Keys; clock: Clock } {
  return { keys: rememberedKeys(dynamoKeys(storeOf(environment(env, ['TABLE_NAME'])))), clock: systemClock };
}
