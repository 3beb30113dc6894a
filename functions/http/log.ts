import { logApi } from '#lib/http/log/log-api.ts';
import { logRuntime } from '#lib/runtime/log.ts';
import { withinTime } from '#lib/runtime/time-limits.ts';

export const handler = withinTime(logApi(logRuntime(process.env)));
