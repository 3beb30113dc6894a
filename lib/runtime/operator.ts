import { type KeyMode, Scope } from '#lib/domain/key.ts';
import { dynamoKeys } from '#lib/storage/dynamo-keys.ts';
import { createKey, type NewKey } from '#lib/usecases/create-key.ts';
import { newDynamoClient } from './dynamo-client.ts';
import { systemClock, systemIds } from './system.ts';

interface Place {
  readonly table: string;
  readonly name: string;
  readonly keyMode: KeyMode;
  /** Of an engine that is not AWS's own, with whatever credentials. */
  readonly endpoint?: string;
}

/** A key for everything, written straight to the table: whoever may do that owns the deployment. */
export async function createOperatorKey({ table, name, keyMode, endpoint }: Place): Promise<NewKey> {
  const local = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  const client = newDynamoClient(endpoint ? { ...local, endpoint } : {});
  try {
    const grant = { name, publication: '*' as const, scopes: Scope.options };
    return await createKey(grant, { keys: dynamoKeys({ client, table }), clock: systemClock, ids: systemIds, keyMode });
  } finally {
    client.destroy();
  }
}
