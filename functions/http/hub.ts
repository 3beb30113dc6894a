import { hubApi } from '#lib/http/hub/hub-api.ts';
import { hubRuntime } from '#lib/runtime/hub.ts';
import { withinTime } from '#lib/runtime/time-limits.ts';

export const handler = withinTime(hubApi(hubRuntime(process.env)));
