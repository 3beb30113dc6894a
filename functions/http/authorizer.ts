import { authorizer } from '#lib/http/authorizer.ts';
import { authorizerRuntime } from '#lib/runtime/authorizer.ts';
import { withinTime } from '#lib/runtime/time-limits.ts';
import { admit } from '#lib/usecases/admit.ts';

const runtime = authorizerRuntime(process.env);

export const handler = withinTime(authorizer((header) => admit(header, runtime)));
