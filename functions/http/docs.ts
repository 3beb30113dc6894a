import { docsApi } from '#lib/http/docs/docs-api.ts';
import { packedFiles } from '#lib/runtime/packed-files.ts';

export const handler = docsApi(packedFiles(process.env, 'docs'));
