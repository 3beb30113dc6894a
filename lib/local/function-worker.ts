import { createRequire, flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

/** What an environment is asked for: several at a time on their way, one at a time at work. */
export interface Job {
  /** As JSON: cheaper to hand over than an object. */
  readonly event: string;
  readonly requestId: string;
  readonly timeoutMs: number;
}

export interface Outcome {
  /** As JSON, without the bytes of a body. */
  readonly result?: string | undefined;
  /** A response's body, when it was in base64. */
  readonly bytes?: Uint8Array | undefined;
  readonly error?: { readonly errorType: string; readonly errorMessage: string; readonly stack: string | undefined };
  readonly ms: number;
}

type Handler = (event: unknown, context: object) => unknown;

const { entry, name, functionName, memory } = workerData as {
  entry: string;
  name: string;
  functionName: string;
  memory: number;
};
const jobs: Job[] = [];
const outcomes: Outcome[] = [];
const loaded = load();
let working = false;
// What goes wrong while it loads is said when something is asked of it.
loaded.catch(() => undefined);

async function load(): Promise<Handler> {
  const module: Record<string, unknown> = entry.endsWith('.mjs') ? await import(entry) : createRequire(entry)(entry);
  const handler = module[name];
  // An environment is ended in no way that would write it down.
  flushCompileCache();
  if (typeof handler !== 'function') throw new TypeError(`'${entry}' exports no function '${name}'`);
  return handler as Handler;
}

parentPort?.on('message', (more: readonly Job[]) => {
  jobs.push(...more);
  if (!working) void work();
});

const MOST_AT_ONCE = 8;

async function work(): Promise<void> {
  working = true;
  for (let job = jobs.shift(); job; job = jobs.shift()) {
    const start = performance.now();
    const outcome = await outcomeOf(job);
    const ms = performance.now() - start;
    outcomes.push({ ...outcome, ms });
    // What is quick is handed back a few at a time, which costs both sides one waking up instead of many.
    if (jobs.length === 0 || outcomes.length >= MOST_AT_ONCE || ms > 1) parentPort?.postMessage(outcomes.splice(0));
  }
  working = false;
}

async function outcomeOf({ event, requestId, timeoutMs }: Job): Promise<Omit<Outcome, 'ms'>> {
  const deadline = Date.now() + timeoutMs;
  try {
    const handler = await loaded;
    const result = await handler(JSON.parse(event), {
      ...{ functionName, functionVersion: '$LATEST', memoryLimitInMB: String(memory), awsRequestId: requestId },
      invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${functionName}`,
      callbackWaitsForEmptyEventLoop: false,
      getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    });
    return resultOf(result);
  } catch (error) {
    const { name: errorType, message: errorMessage, stack } = error instanceof Error ? error : new Error(String(error));
    return { error: { errorType, errorMessage, stack } };
  }
}

function resultOf(result: unknown): Omit<Outcome, 'ms'> {
  const response = result as { isBase64Encoded?: boolean; body?: unknown } | undefined;
  if (!response?.isBase64Encoded || typeof response.body !== 'string') return { result: JSON.stringify(result) };
  const { body, ...rest } = response;
  return { result: JSON.stringify(rest), bytes: Buffer.from(response.body, 'base64') };
}
