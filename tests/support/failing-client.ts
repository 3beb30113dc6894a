interface Request {
  readonly command: string;
  readonly input: Readonly<Record<string, unknown>>;
}

type Answer = Record<string, unknown>;

/** Decides what becomes of a request: `send` passes it on to the engine, as it is or with another input. */
export type Fault = (request: Request, send: (input?: object) => Promise<Answer>) => Promise<Answer>;

interface Args {
  readonly input: object;
}

interface Result {
  readonly output: object;
}

type Next<A extends Args, R extends Result> = (args: A) => Promise<R>;
type Middleware<A extends Args, R extends Result> = (
  next: Next<A, R>,
  context: { readonly commandName?: string },
) => Next<A, R>;
type Attempt = Middleware<Args & { readonly request: unknown }, Result & { readonly response: unknown }>;

/** Any client of the SDK. */
interface Client {
  readonly middlewareStack: {
    add(middleware: Middleware<Args, Result>, options: { readonly step: 'initialize' }): void;
    add(middleware: Attempt, options: { readonly step: 'finalizeRequest'; readonly priority: 'low' }): void;
  };
}

interface Where {
  /** The name of the only command that fails: `Query`, `TransactWriteItems`. @default all */
  readonly command?: string;
  /** Requests, or attempts, that go well before. @default 0 */
  readonly after?: number;
}

/** A client whose requests fail as a test says, over a real engine. */
export interface FailingClient {
  /** One attempt fails, and the SDK makes another where that is allowed. */
  failAttempt(fault: Fault, where?: Where): void;
  /** Requests fail with all of the SDK's attempts: all of them until `heal`, or as many as `times`. */
  failRequests(fault: Fault, where?: Where & { readonly times?: number }): void;
  /** Ends all faults; tells how often they acted. */
  heal(): number;
}

class Acting {
  acted = 0;
  readonly #fault: Fault;
  readonly #where: Where;
  #spared = 0;
  #left: number;

  constructor(fault: Fault, { times, ...where }: Where & { readonly times: number }) {
    this.#fault = fault;
    this.#where = where;
    this.#left = times;
  }

  /** The fault, when this request is one that fails. */
  meets({ command }: Request): Fault | undefined {
    const { command: only = command, after = 0 } = this.#where;
    if (command !== only || this.#left === 0) return undefined;
    if (this.#spared < after) {
      this.#spared += 1;
      return undefined;
    }
    this.#left -= 1;
    this.acted += 1;
    return this.#fault;
  }
}

export function failing(client: Client): FailingClient {
  const attempts: Acting[] = [];
  const requests: Acting[] = [];
  const through =
    <A extends Args, R extends Result>(all: readonly Acting[]): Middleware<A, R> =>
    (next, { commandName = '' }) =>
    async (args) => {
      const request = { command: commandName.replace(/Command$/, ''), input: args.input as Request['input'] };
      const fault = all.map((acting) => acting.meets(request)).find((met) => met !== undefined);
      if (!fault) return next(args);
      let result: R | undefined;
      const send = async (input: object = args.input) => {
        result = await next({ ...args, input });
        return result.output as Answer;
      };
      const output = await fault(request, send);
      return { ...result, output } as R;
    };
  const attempt: Attempt = through(attempts);
  client.middlewareStack.add(through(requests), { step: 'initialize' });
  client.middlewareStack.add(attempt, { step: 'finalizeRequest', priority: 'low' });

  return {
    failAttempt: (fault, where = {}) => void attempts.push(new Acting(fault, { times: 1, ...where })),
    failRequests: (fault, where = {}) =>
      void requests.push(new Acting(fault, { times: Number.POSITIVE_INFINITY, ...where })),
    heal: () => {
      const all = [...attempts.splice(0), ...requests.splice(0)];
      return all.reduce((sum, { acted }) => sum + acted, 0);
    },
  };
}

const error = (name: string, httpStatusCode: number) => {
  const $fault = httpStatusCode < 500 ? 'client' : 'server';
  return Object.assign(new Error(`${name}, as a test wants it`), { name, $fault, $metadata: { httpStatusCode } });
};

export const throttled: Fault = async () => {
  throw error('ThrottlingException', 400);
};

/** As when a right is missing: no other attempt is made. */
export const refused: Fault = async () => {
  throw error('AccessDeniedException', 400);
};

export const broken: Fault = async () => {
  throw error('InternalServerError', 500);
};

/** The request gets lost on its way. */
export const timedOut: Fault = async () => {
  throw Object.assign(new Error('the request was lost'), { name: 'TimeoutError' });
};

/** The request is carried out, and its answer gets lost. */
export const answerLost: Fault = async (_request, send) => {
  await send();
  throw Object.assign(new Error('the answer was lost'), { name: 'TimeoutError' });
};

/** Another transaction has one of the items in its hands. */
export const conflicting: Fault = async ({ command, input }) => {
  if (command !== 'TransactWriteItems') throw error('TransactionConflictException', 400);
  const { TransactItems } = input as { TransactItems: readonly object[] };
  const CancellationReasons = TransactItems.map((_, index) => ({ Code: index === 0 ? 'TransactionConflict' : 'None' }));
  const { TransactionCanceledException } = await import('@aws-sdk/client-dynamodb');
  throw new TransactionCanceledException({ message: 'conflict', $metadata: {}, CancellationReasons });
};

/** Whatever ends a request without an answer: nobody knows more than that it failed. */
export const FAILURES: Readonly<Record<string, Fault>> = { throttled, refused, broken, timedOut, answerLost };

type Batch = Readonly<Record<string, readonly object[] | { readonly Keys: readonly object[] }>>;

/** A batch of which only so many are done; the table names the others as unprocessed. */
const doneUpTo =
  (count: (all: number) => number): Fault =>
  async ({ command, input }, send) => {
    const [[table, batch] = ['', []]] = Object.entries(input.RequestItems as Batch);
    const all = 'Keys' in batch ? batch.Keys : batch;
    const half = (some: readonly object[]) => ({ [table]: 'Keys' in batch ? { ...batch, Keys: some } : some });
    const done = all.slice(0, count(all.length));
    const left = all.slice(done.length);
    const name = command === 'BatchGetItem' ? 'UnprocessedKeys' : 'UnprocessedItems';
    const answer = done.length > 0 ? await send({ ...input, RequestItems: half(done) }) : {};
    return { ...answer, [name]: left.length > 0 ? half(left) : {} };
  };

export const halfDone: Fault = doneUpTo((all) => Math.ceil(all / 2));
export const noneDone: Fault = doneUpTo(() => 0);

/** A batch of reads whose items come in the opposite order: DynamoDB promises none. */
export const inOtherOrder: Fault = async (_request, send) => {
  const answer = await send();
  const found = Object.entries((answer.Responses ?? {}) as Record<string, readonly object[]>);
  return { ...answer, Responses: Object.fromEntries(found.map(([table, items]) => [table, items.toReversed()])) };
};

/** Pages of a query that hold no more than this, as when items are so large that a page is full. */
export const pagesOf =
  (most: number): Fault =>
  ({ input }, send) =>
    send({ ...input, Limit: Math.min(most, Number(input.Limit ?? most)) });

interface Entry {
  readonly Id: string;
}

/** A batch of messages of which some are not taken, by their index, in an answer that says 200. */
export const entriesFail =
  (indexes: readonly number[], failure: object = { Code: 'InternalError', SenderFault: false }): Fault =>
  async ({ input }, send) => {
    const name = 'Entries' in input ? 'Entries' : 'PublishBatchRequestEntries';
    const entries = input[name] as readonly Entry[];
    const taken = entries.filter((_, index) => !indexes.includes(index));
    const answer = taken.length > 0 ? await send({ ...input, [name]: taken }) : {};
    const Failed = indexes.map((index) => ({ Id: entries[index]?.Id, ...failure }));
    return { ...answer, Failed };
  };
