import { resolve } from 'node:path';
import { LocalFunction } from './function.ts';
import { REGION } from './intrinsics.ts';
import type { Resources } from './resources.ts';

/** By name. */
export type Functions = ReadonlyMap<string, LocalFunction>;

export interface Endpoints {
  readonly dynamodb: string;
  readonly kms: string;
  readonly sns: string;
  readonly sqs: string;
}

interface Properties {
  readonly Code?: { readonly S3Key?: string };
  readonly Handler?: string;
  readonly Timeout?: number;
  readonly MemorySize?: number;
  readonly Environment?: { readonly Variables?: Readonly<Record<string, string>> };
}

export function createFunctions(
  resources: Resources,
  { assets, endpoints }: { assets: string; endpoints: Endpoints },
): Functions {
  const all = resources.ofType('AWS::Lambda::Function').map(({ ref: name, properties }) => {
    const { Code, Handler = 'index.handler', Timeout = 3, MemorySize = 128, Environment } = properties as Properties;
    const code = resolve(assets, `asset.${Code?.S3Key?.replace(/\.zip$/, '')}`);
    return new LocalFunction({
      ...{ name, code, compiled: resolve(assets, 'compiled') },
      handler: Handler,
      environment: { ...awsEnvironment({ name, code }, endpoints), ...Environment?.Variables },
      timeoutSeconds: Timeout,
      memory: MemorySize,
    });
  });
  return new Map(all.map((one) => [one.name, one]));
}

/** The function that an ARN, a name or an authorizer's URI means. */
export function functionBy(functions: Functions, reference: string): LocalFunction {
  const name = /function:([\w-]+)/.exec(reference)?.[1] ?? reference;
  const found = functions.get(name);
  if (!found) throw new Error(`the template means the function '${reference}', which it does not have`);
  return found;
}

/** What Lambda puts there, and where the engines are: a function cannot tell that it is not in the cloud. */
function awsEnvironment(
  { name, code }: { name: string; code: string },
  { dynamodb, kms, sns, sqs }: Endpoints,
): Record<string, string> {
  return {
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_LAMBDA_FUNCTION_NAME: name,
    LAMBDA_TASK_ROOT: code,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
    AWS_ENDPOINT_URL_KMS: kms,
    AWS_ENDPOINT_URL_SNS: sns,
    AWS_ENDPOINT_URL_SQS: sqs,
    TZ: 'UTC',
  };
}
