import { scheduled } from '#lib/messaging/scheduled.ts';
import { feedsRuntime } from '#lib/runtime/feeds.ts';
import { relayRuntime } from '#lib/runtime/relay.ts';
import { wheelRuntime } from '#lib/runtime/wheel.ts';
import { drain } from '#lib/usecases/drain.ts';
import { turnWheel } from '#lib/usecases/turn-wheel.ts';

const readers = { ...feedsRuntime(process.env), ...relayRuntime(process.env) };
const wheel = wheelRuntime(process.env);

export const handler = scheduled({ turned: () => turnWheel(wheel), drained: () => drain(readers) });
