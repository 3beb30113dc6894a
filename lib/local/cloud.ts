import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startDynoxide } from './dynoxide.ts';
import { wireEventSources } from './event-sources.ts';
import { type Folder, filesIn } from './files.ts';
import { createFunctions, type Functions, functionBy } from './functions.ts';
import { Gateway } from './gateway.ts';
import { httpApiOf } from './http-api.ts';
import { startKms } from './kms.ts';
import { createQueue, type Messaging, nameIn, startMessaging, subscribe } from './messaging.ts';
import { Resources } from './resources.ts';
import { rateOf, Schedule } from './schedule.ts';
import { SnsDeliveries } from './sns-deliveries.ts';
import { pruneStreams } from './stream-records.ts';
import { createTable } from './tables.ts';
import type { Template } from './template.ts';

export interface CloudOptions {
  readonly template: Template;
  /** The folder of the template's assets. */
  readonly assets: string;
  /** The folder of all state. */
  readonly data: string;
  /** 0 is any. */
  readonly port: number;
  /** The address of a DynamoDB engine that runs already. @default one of its own, in the folder of all state */
  readonly dynamodb?: string | undefined;
  /** What it gives away besides: for pictures, say. */
  readonly files: Folder;
}

export interface Cloud extends AsyncDisposable {
  readonly url: string;
  readonly endpoints: { readonly dynamodb: string; readonly kms: string; readonly sns: string; readonly sqs: string };
  /** The template's outputs, resolved. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** Starts a small cloud that holds what a synthesized template says, runs its functions, and forgets nothing. */
export async function startCloud({ template, assets, data, port, files, ...given }: CloudOptions): Promise<Cloud> {
  mkdirSync(data, { recursive: true });
  // Closed from the last to the first: no more requests, then no more events, and the engines when nothing needs them.
  await using starting = new AsyncDisposableStack();
  const gateway = new Gateway();
  const url = `http://localhost:${await gateway.listen(port)}`;
  const engine = given.dynamodb ? undefined : starting.adopt(await startDynoxide(data), (one) => one.close());
  const dynamodb = given.dynamodb ?? engine?.endpoint ?? '';
  const messaging = starting.adopt(await startMessaging(join(data, 'messages')), ({ server }) => server.stop());
  const kms = starting.adopt(await startKms(data), (one) => one.close());
  const resources = new Resources(template, { publicUrl: url, messaging: messaging.endpoint });
  const endpoints = {
    dynamodb,
    kms: kms.endpoint,
    sns: messaging.endpoint,
    sqs: messaging.endpoint,
  };

  await createTables(resources, dynamodb);
  createMessaging(resources, messaging);
  const functions = createFunctions(resources, { assets, endpoints });
  starting.defer(async () => void (await Promise.all([...functions.values()].map((one) => one.close()))));
  const deliveries = new SnsDeliveries(messaging, functions);
  starting.defer(() => deliveries.close());
  const sources = wireEventSources(resources, { functions, data, endpoints });
  starting.defer(async () => void (await Promise.all(sources.all.map((one) => one.close()))));
  if (engine) starting.adopt(pruneStreams(sources.streams, engine.file), (pruning) => pruning.close());
  const schedules = createSchedules(resources, functions);
  starting.defer(() => schedules.forEach((one) => void one.close()));
  gateway.serve({ ...httpApiOf(resources, functions), files: filesIn(files) });
  starting.defer(() => gateway.close());
  const running = starting.move();
  return { url, endpoints, outputs: resources.outputs, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

async function createTables(resources: Resources, endpoint: string): Promise<void> {
  for (const { id, ref, properties } of resources.ofType('AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table')) {
    const { streamArn } = await createTable(endpoint, ref, properties);
    if (streamArn) resources.learn(id, { StreamArn: streamArn });
  }
}

/** Queues that send their dead letters elsewhere come after those they send them to. */
function createMessaging(resources: Resources, messaging: Messaging): void {
  const queues = resources.ofType('AWS::SQS::Queue');
  for (const { id, properties } of queues.toSorted(
    (one, other) => Number('RedrivePolicy' in one.properties) - Number('RedrivePolicy' in other.properties),
  )) {
    createQueue(messaging, nameIn(resources.attribute(id, 'Arn')), properties);
  }
  for (const { ref } of resources.ofType('AWS::SNS::Topic')) messaging.server.createTopic(nameIn(ref));
  for (const { properties } of resources.ofType('AWS::SNS::Subscription')) subscribe(messaging, properties);
}

function createSchedules(resources: Resources, functions: Functions): Schedule[] {
  return resources.ofType('AWS::Events::Rule').flatMap(({ properties }) => {
    const { ScheduleExpression, Targets = [] } = properties as {
      ScheduleExpression?: string;
      Targets?: { Arn: string }[];
    };
    const ms = rateOf(ScheduleExpression ?? 'an event pattern');
    return Targets.map(({ Arn }) => new Schedule(ms, functionBy(functions, Arn)));
  });
}
