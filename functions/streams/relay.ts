import { streamDoorbell } from '#lib/messaging/doorbells.ts';
import { relayRuntime } from '#lib/runtime/relay.ts';
import { withinTime } from '#lib/runtime/time-limits.ts';
import { relayEvents } from '#lib/usecases/relay-events.ts';

const runtime = relayRuntime(process.env);

export const handler = withinTime(streamDoorbell((publication) => relayEvents(publication, runtime)));
