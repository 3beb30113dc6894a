import { docsApi } from '#lib/http/docs/docs-api.ts';
import { docsRuntime } from '#lib/runtime/docs.ts';

export const handler = docsApi(docsRuntime(process.env));
