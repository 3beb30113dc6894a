import { Duration, type RemovalPolicy, Validations } from 'aws-cdk-lib';
import { SubscriptionFilter, Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { EventType } from '#lib/events/catalogue.ts';
import { letSubscribe, type Subscribers } from './subscribers.ts';

/** How long a queue's function may work on one batch; the queue hides a message for six times as long. */
export const QUEUE_TIMEOUT = Duration.seconds(30);

/** Receivers may take 15 seconds each: see lib/usecases/deliver-events.ts for how long a ring goes on. */
export const DELIVER_TIMEOUT = Duration.seconds(90);

/** Twelve rounds of subscribers who all take their 15 seconds: see lib/usecases/distribute-feed.ts for how many a message has. */
export const HUB_TIMEOUT = Duration.seconds(240);

const SCHEDULED = 'bulletin.article.scheduled.v1' satisfies EventType;

export interface BulletinEventsProps {
  readonly topicName: string;
  readonly removal: RemovalPolicy;
  readonly subscribers: Subscribers;
}

/**
 * The topic that tells the world; the queues of the index, of publish-scheduled when an article is
 * planned or due, of deliver and of the hub; and where what failed for good is kept.
 */
export class BulletinEvents extends Construct {
  readonly topic: Topic;
  readonly indexQueue: Queue;
  readonly indexDeadLetters: Queue;
  readonly alarmQueue: Queue;
  readonly alarmDeadLetters: Queue;
  readonly deliverQueue: Queue;
  readonly deliverDeadLetters: Queue;
  readonly hubQueue: Queue;
  readonly hubDeadLetters: Queue;
  readonly relayFailures: Queue;
  readonly tickFailures: Queue;

  constructor(scope: Construct, id: string, { topicName, removal, subscribers }: BulletinEventsProps) {
    super(scope, id);
    // Subscribers hold the topic's address, so it is named and kept as the table is.
    this.topic = new Topic(this, 'Topic', { topicName, enforceSSL: true });
    this.topic.applyRemovalPolicy(removal);
    letSubscribe(this.topic, subscribers);

    this.indexDeadLetters = this.#deadLetters('IndexDeadLetters');
    this.alarmDeadLetters = this.#deadLetters('AlarmDeadLetters');
    this.deliverDeadLetters = this.#deadLetters('DeliverDeadLetters');
    this.hubDeadLetters = this.#deadLetters('HubDeadLetters');
    this.relayFailures = this.#deadLetters('RelayFailures');
    this.tickFailures = this.#deadLetters('TickFailures');
    Validations.of(this.relayFailures).acknowledge({
      id: 'AwsSolutions::AwsSolutions-SQS3',
      reason:
        'It is itself where failures end: the on-failure destination of the stream, which the rule does not look at.',
    });
    this.indexQueue = this.#queue('IndexQueue', { deadLetters: this.indexDeadLetters, timeout: QUEUE_TIMEOUT });
    this.topic.addSubscription(new SqsSubscription(this.indexQueue, { rawMessageDelivery: true }));
    this.deliverQueue = this.#queue('DeliverQueue', { deadLetters: this.deliverDeadLetters, timeout: DELIVER_TIMEOUT });
    this.topic.addSubscription(new SqsSubscription(this.deliverQueue, { rawMessageDelivery: true }));
    this.hubQueue = this.#queue('HubQueue', { deadLetters: this.hubDeadLetters, timeout: HUB_TIMEOUT });
    this.alarmQueue = this.#queue('AlarmQueue', { deadLetters: this.alarmDeadLetters, timeout: QUEUE_TIMEOUT });
    const filterPolicy = { type: SubscriptionFilter.stringFilter({ allowlist: [SCHEDULED] }) };
    this.topic.addSubscription(new SqsSubscription(this.alarmQueue, { rawMessageDelivery: true, filterPolicy }));
  }

  #queue(id: string, { deadLetters, timeout }: { deadLetters: Queue; timeout: Duration }) {
    return new Queue(this, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(6 * timeout.toSeconds()),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
    });
  }

  #deadLetters(id: string) {
    return new Queue(this, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
  }
}
