import { logApi } from '#lib/http/log/log-api.ts';
import { logRuntime } from '#lib/runtime/log.ts';

export const handler = logApi(logRuntime(process.env));
