import { authorizer } from '#lib/http/authorizer.ts';
import { authorizerRuntime } from '#lib/runtime/authorizer.ts';
import { admit } from '#lib/usecases/admit.ts';

const runtime = authorizerRuntime(process.env);

export const handler = authorizer((header) => admit(header, runtime));
