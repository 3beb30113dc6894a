import { join } from 'node:path';
import { awsJson } from './aws-json.ts';
import { type Endpoints, type Functions, functionBy } from './functions.ts';
import { ACCOUNT } from './intrinsics.ts';
import { nameIn } from './messaging.ts';
import { QueueSource } from './queue-source.ts';
import type { Resources } from './resources.ts';
import { StreamSource } from './stream-source.ts';

interface Wiring {
  readonly functions: Functions;
  readonly data: string;
  readonly endpoints: Endpoints;
}

interface Mapping {
  readonly EventSourceArn: string;
  readonly FunctionName: string;
  readonly BatchSize?: number;
  readonly ScalingConfig?: { readonly MaximumConcurrency?: number };
  readonly FilterCriteria?: { readonly Filters?: readonly { readonly Pattern: string }[] };
  readonly FunctionResponseTypes?: readonly string[];
  readonly MaximumRetryAttempts?: number;
  readonly BisectBatchOnFunctionError?: boolean;
  readonly DestinationConfig?: { readonly OnFailure?: { readonly Destination?: string } };
}

/** Joins streams and queues to the functions that the template's mappings name. */
export function wireEventSources(
  resources: Resources,
  wiring: Wiring,
): { all: (StreamSource | QueueSource)[]; streams: StreamSource[] } {
  const streams: StreamSource[] = [];
  const queues: QueueSource[] = [];
  for (const { id, properties } of resources.ofType('AWS::Lambda::EventSourceMapping')) {
    const mapping = properties as unknown as Mapping;
    if (mapping.EventSourceArn.includes(':sqs:')) queues.push(queueSource(mapping, wiring));
    else streams.push(streamSource(id, mapping, wiring));
  }
  for (const one of wiring.functions.values()) one.onWork = () => streams.forEach((stream) => void stream.wake());
  return { all: [...streams, ...queues], streams };
}

const reportsFailures = ({ FunctionResponseTypes = [] }: Mapping): boolean =>
  FunctionResponseTypes.includes('ReportBatchItemFailures');

function queueSource(mapping: Mapping, { functions, endpoints }: Wiring): QueueSource {
  return new QueueSource({
    endpoint: endpoints.sqs,
    queueArn: mapping.EventSourceArn,
    queueUrl: `${endpoints.sqs}/${ACCOUNT}/${nameIn(mapping.EventSourceArn)}`,
    target: functionBy(functions, mapping.FunctionName),
    batchSize: mapping.BatchSize ?? 10,
    // What waits while a batch is worked on comes with the next: on one machine, as much at once as in AWS is less done.
    concurrency: Math.max(1, Math.floor((mapping.ScalingConfig?.MaximumConcurrency ?? 0) / 10)),
    reportsFailures: reportsFailures(mapping),
  });
}

function streamSource(id: string, mapping: Mapping, { functions, data, endpoints }: Wiring): StreamSource {
  const destination = mapping.DestinationConfig?.OnFailure?.Destination;
  return new StreamSource({
    endpoint: endpoints.dynamodb,
    streamArn: mapping.EventSourceArn,
    target: functionBy(functions, mapping.FunctionName),
    batchSize: mapping.BatchSize ?? 100,
    filters: mapping.FilterCriteria?.Filters?.map(({ Pattern }) => Pattern) ?? [],
    maxAttempts: 1 + (mapping.MaximumRetryAttempts ?? 10_000),
    bisect: mapping.BisectBatchOnFunctionError ?? false,
    reportsFailures: reportsFailures(mapping),
    checkpoint: join(data, `checkpoint-${id}.json`),
    busy: () => [...functions.values()].some(({ busy }) => busy),
    onFailure: async (failure) => {
      if (!destination) return;
      const QueueUrl = `${endpoints.sqs}/${ACCOUNT}/${nameIn(destination)}`;
      await awsJson(endpoints.sqs, 'AmazonSQS.SendMessage', { QueueUrl, MessageBody: JSON.stringify(failure) });
    },
  });
}
