import { scheduled } from '#lib/messaging/scheduled.ts';
import { tickRuntime } from '#lib/runtime/tick.ts';
import { withinTime } from '#lib/runtime/time-limits.ts';
import { drain } from '#lib/usecases/drain.ts';
import { turnWheel } from '#lib/usecases/turn-wheel.ts';

const { wheel, readers } = tickRuntime(process.env);

export const handler = withinTime(scheduled({ turned: () => turnWheel(wheel), drained: () => drain(readers) }));
