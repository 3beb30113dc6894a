import { scheduled } from '#lib/messaging/scheduled.ts';
import { drainRuntime } from '#lib/runtime/drain.ts';
import { wheelRuntime } from '#lib/runtime/wheel.ts';
import { drain } from '#lib/usecases/drain.ts';
import { turnWheel } from '#lib/usecases/turn-wheel.ts';

const readers = drainRuntime(process.env);
const wheel = wheelRuntime(process.env);

export const handler = scheduled({ turned: () => turnWheel(wheel), drained: () => drain(readers) });
