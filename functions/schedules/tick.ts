import { scheduled } from '#lib/messaging/scheduled.ts';
import { feedsRuntime } from '#lib/runtime/feeds.ts';
import { relayRuntime } from '#lib/runtime/relay.ts';
import { drain } from '#lib/usecases/drain.ts';

const runtime = { ...feedsRuntime(process.env), ...relayRuntime(process.env) };

export const handler = scheduled(() => drain(runtime));
