import { rememberedKeys } from '#lib/http/remembered-keys.ts';
import { dynamoKeyUses } from '#lib/storage/dynamo-key-uses.ts';
import { dynamoKeys } from '#lib/storage/dynamo-keys.ts';
import type { AdmissionDeps } from '#lib/usecases/admit.ts';
import { keyMeter } from '#lib/usecases/meter-keys.ts';
import { environment } from './environment.ts';
import { storeOf } from './store.ts';
import { systemClock as clock } from './system.ts';

export function authorizerRuntime(env: NodeJS.ProcessEnv): AdmissionDeps {
  const store = storeOf(environment(env, ['TABLE_NAME']));
  return { keys: rememberedKeys(dynamoKeys(store)), clock, meter: keyMeter({ uses: dynamoKeyUses(store), clock }) };
}
