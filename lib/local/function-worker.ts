import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

/** One environment of a function: its code is loaded once, and asked for one thing at a time. */
export interface Job {
  readonly event: unknown;
  readonly requestId: string;
  readonly deadline: number;
}

export interface Outcome {
  readonly result?: unknown;
  readonly error?: { readonly errorType: string; readonly errorMessage: string; readonly stack: string | undefined };
}

type Handler = (event: unknown, context: object) => unknown;

const { entry, name, functionName, memory } = workerData as {
  entry: string;
  name: string;
  functionName: string;
  memory: number;
};
const loaded = load();
// What goes wrong while it loads is said when something is asked of it.
loaded.catch(() => undefined);

async function load(): Promise<Handler> {
  const module: Record<string, unknown> = entry.endsWith('.mjs') ? await import(entry) : createRequire(entry)(entry);
  const handler = module[name];
  if (typeof handler !== 'function') throw new TypeError(`'${entry}' exports no function '${name}'`);
  return handler as Handler;
}

parentPort?.on('message', async ({ event, requestId, deadline }: Job) => {
  try {
    const handler = await loaded;
    const result = await handler(event, {
      ...{ functionName, functionVersion: '$LATEST', memoryLimitInMB: String(memory), awsRequestId: requestId },
      invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${functionName}`,
      callbackWaitsForEmptyEventLoop: false,
      getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    });
    send(result);
  } catch (error) {
    const { name: errorType, message: errorMessage, stack } = error instanceof Error ? error : new Error(String(error));
    parentPort?.postMessage({ error: { errorType, errorMessage, stack } });
  }
});

/** A body in base64 leaves as bytes: decoded on this side, handed over without a copy. */
function send(result: unknown): void {
  const response = result as { isBase64Encoded?: boolean; body?: unknown } | undefined;
  if (response?.isBase64Encoded && typeof response.body === 'string') {
    const bytes = Uint8Array.from(Buffer.from(response.body, 'base64'));
    parentPort?.postMessage({ result: { ...response, body: bytes } }, [bytes.buffer]);
  } else {
    parentPort?.postMessage({ result });
  }
}
