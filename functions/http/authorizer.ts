import { authorizer } from '#lib/http/authorizer.ts';
import { authorizerRuntime } from '#lib/runtime/authorizer.ts';
import { authenticate } from '#lib/usecases/authenticate.ts';

const runtime = authorizerRuntime(process.env);

export const handler = authorizer((header) => authenticate(header, runtime));
