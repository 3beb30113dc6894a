import type { LogDeps } from '#lib/http/log/log-api.ts';
import { dynamoLog } from '#lib/storage/dynamo-log.ts';
import { dynamoPublications } from '#lib/storage/dynamo-publications.ts';
import { environment } from './environment.ts';
import { storeOf } from './store.ts';
import { systemClock, systemPauses } from './system.ts';

export function logRuntime(env: NodeJS.ProcessEnv): LogDeps {
  const store = storeOf(environment(env, ['TABLE_NAME']));
  return {
    log: dynamoLog(store),
    publications: dynamoPublications(store),
    clock: systemClock,
    pauses: systemPauses,
  };
}
