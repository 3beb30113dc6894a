import { hubApi } from '#lib/http/hub/hub-api.ts';
import { hubRuntime } from '#lib/runtime/hub.ts';

export const handler = hubApi(hubRuntime(process.env));
