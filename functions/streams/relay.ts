import { streamDoorbell } from '#lib/messaging/doorbells.ts';
import { relayRuntime } from '#lib/runtime/relay.ts';
import { relayEvents } from '#lib/usecases/relay-events.ts';

const runtime = relayRuntime(process.env);

export const handler = streamDoorbell((publication) => relayEvents(publication, runtime));
