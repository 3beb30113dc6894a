import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { TABLE } from '#lib/storage/table.ts';

const READ = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
const WRITE = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'];
const WRITE_MANY = [...WRITE, 'dynamodb:BatchWriteItem'];

/** Who may do what, written out: the whole of every role, apart from its log. Nobody may scan. */
export interface Rights {
  readonly authorizer: readonly PolicyStatement[];
  readonly publishers: readonly PolicyStatement[];
  readonly log: readonly PolicyStatement[];
  readonly feeds: readonly PolicyStatement[];
  readonly pages: readonly PolicyStatement[];
  readonly docs: readonly PolicyStatement[];
  readonly hub: readonly PolicyStatement[];
  readonly relay: readonly PolicyStatement[];
  readonly index: readonly PolicyStatement[];
  readonly publishScheduled: readonly PolicyStatement[];
  readonly deliver: readonly PolicyStatement[];
  readonly distribute: readonly PolicyStatement[];
  readonly tick: readonly PolicyStatement[];
}

export interface Resources {
  readonly table: TableV2;
  readonly topic: ITopic;
  readonly indexQueue: IQueue;
  readonly alarmQueue: IQueue;
  readonly deliverQueue: IQueue;
  readonly hubQueue: IQueue;
  readonly secretsKey: IKey;
  readonly relayFailures: IQueue;
  readonly tickFailures: IQueue;
}

export function rightsOn({ table, topic, secretsKey, ...queues }: Resources): Rights {
  const { indexQueue, alarmQueue, deliverQueue, hubQueue, relayFailures } = queues;
  const on = (...actions: string[]) => new PolicyStatement({ actions, resources: [table.tableArn] });
  const onIndex = () =>
    new PolicyStatement({ actions: ['dynamodb:Query'], resources: [`${table.tableArn}/index/${TABLE.index.name}`] });
  const onKeys = (keys: string[], ...actions: string[]) =>
    new PolicyStatement({
      actions,
      resources: [table.tableArn],
      conditions: {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
    });
  const publishing = () => new PolicyStatement({ actions: ['sns:Publish'], resources: [topic.topicArn] });
  const sendingTo = (queue: IQueue) =>
    new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] });
  const relaying = () => [on(...READ), onKeys(['Q#*'], 'dynamodb:UpdateItem'), publishing()];
  // An article, its event, the head of the log, and the timer: what becomes of a scheduled article.
  const releasing = () => [on(...READ), onKeys(['A#*', 'E#*', 'Q#*', 'D#*'], ...WRITE), sendingTo(alarmQueue)];
  const sealing = (action: 'Encrypt' | 'Decrypt') =>
    new PolicyStatement({ actions: [`kms:${action}`], resources: [secretsKey.keyArn] });
  // How an endpoint fares and its timer, its deliveries and what is to be sent again; its end, with the event of that.
  const delivering = () => [
    on(...READ),
    onKeys(['L#*', 'Y#*', 'Q#*', 'D#*', 'W#*', 'E#*'], ...WRITE_MANY),
    sealing('Decrypt'),
    sendingTo(deliverQueue),
  ];
  // What anonymous people can have read: publications and authors, articles and their addresses, the index and its watermark.
  const showing = () => onKeys(['P#*', 'A#*', 'S#*', 'T#*', 'Q#*'], ...READ);

  return {
    authorizer: [onKeys(['K#*'], 'dynamodb:GetItem', 'dynamodb:UpdateItem')],
    // `L#`, `Y#`: tests and replays, and what is left of an endpoint that goes, are written by the batch.
    publishers: [
      ...[on(...READ, ...WRITE), onIndex(), onKeys(['L#*', 'Y#*'], 'dynamodb:BatchWriteItem')],
      ...[sealing('Encrypt'), sendingTo(deliverQueue)],
    ],
    log: [on('dynamodb:GetItem', 'dynamodb:Query')],
    feeds: [showing()],
    // The index: robots.txt names every publication.
    pages: [showing(), onIndex()],
    docs: [],
    // What is asked for, until it is confirmed, and a look at it a minute later.
    hub: [
      ...[showing(), onKeys(['H#*', 'D#*'], 'dynamodb:PutItem', 'dynamodb:UpdateItem')],
      ...[sealing('Encrypt'), sendingTo(hubQueue)],
    ],
    relay: [...relaying(), readingStream(table), sendingTo(relayFailures)],
    // `E#`: the events of a deleted article lose their content.
    index: [
      ...[on(...READ), onIndex(), onKeys(['T#*'], ...WRITE_MANY), onKeys(['Q#*', 'E#*'], 'dynamodb:UpdateItem')],
      ...[sendingTo(indexQueue), sendingTo(hubQueue), receivingFrom(indexQueue)],
    ],
    publishScheduled: [...releasing(), receivingFrom(alarmQueue)],
    deliver: [...delivering(), receivingFrom(deliverQueue)],
    // `Q#`: the hub's mark, where the first subscriber sets it.
    distribute: [
      ...[on(...READ), onKeys(['H#*', 'D#*', 'Q#*'], ...WRITE), sealing('Decrypt')],
      ...[sendingTo(hubQueue), receivingFrom(hubQueue)],
    ],
    tick: [
      ...relaying(),
      ...releasing(),
      onIndex(),
      sendingTo(indexQueue),
      sendingTo(deliverQueue),
      sendingTo(hubQueue),
    ],
  };
}

function readingStream({ tableStreamArn }: TableV2) {
  if (tableStreamArn === undefined) throw new Error('the table has no stream, and the relay listens to it');
  const actions = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];
  return new PolicyStatement({ actions: actions.map((name) => `dynamodb:${name}`), resources: [tableStreamArn] });
}

const receivingFrom = (queue: IQueue) =>
  new PolicyStatement({
    actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'],
    resources: [queue.queueArn],
  });
