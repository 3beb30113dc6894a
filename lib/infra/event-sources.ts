import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import {
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  type IFunction,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { TABLE } from '#lib/storage/table.ts';

/** The doorbell: of all that is written, only a moved sequence head says that there are events to relay. */
const SEQUENCE_HEADS = FilterCriteria.filter({
  dynamodb: { Keys: { [TABLE.sortKey]: { S: FilterRule.isEqual('SEQ') } } },
});

/** A record that fails ten times is put aside: it cannot hold back the others, and the next tick reads the log anyway. */
export function ringOnWrites(lambda: IFunction & Construct, { table, failures }: { table: TableV2; failures: IQueue }) {
  new EventSourceMapping(lambda, 'Writes', {
    target: lambda,
    ...(table.tableStreamArn !== undefined && { eventSourceArn: table.tableStreamArn }),
    startingPosition: StartingPosition.TRIM_HORIZON,
    filters: [SEQUENCE_HEADS],
    batchSize: 100,
    parallelizationFactor: 1,
    retryAttempts: 10,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    onFailure: { bind: () => ({ destination: failures.queueArn }) },
  });
}

interface Messages {
  readonly queue: IQueue;
  /** How many batches are worked on at once, at the most. */
  readonly concurrency: number;
  /** Messages of a batch. @default 10 */
  readonly batch?: number;
}

export function ringOnMessages(lambda: IFunction & Construct, { queue, concurrency, batch = 10 }: Messages) {
  new EventSourceMapping(lambda, 'Messages', {
    target: lambda,
    eventSourceArn: queue.queueArn,
    batchSize: batch,
    maxConcurrency: concurrency,
    reportBatchItemFailures: true,
  });
}
