import { Duration, type RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** How long refresh-feeds may work on one batch; the queue hides a message for six times as long. */
export const REFRESH_TIMEOUT = Duration.seconds(30);

export interface BulletinEventsProps {
  readonly topicName: string;
  readonly removal: RemovalPolicy;
}

/** The topic that tells the world, the queue that rings for refresh-feeds, and where what failed for good is kept. */
export class BulletinEvents extends Construct {
  readonly topic: Topic;
  readonly refreshQueue: Queue;
  readonly refreshDeadLetters: Queue;
  readonly relayFailures: Queue;
  readonly tickFailures: Queue;

  constructor(scope: Construct, id: string, { topicName, removal }: BulletinEventsProps) {
    super(scope, id);
    // Subscribers hold the topic's address, so it is named and kept as the table is.
    this.topic = new Topic(this, 'Topic', { topicName, enforceSSL: true });
    this.topic.applyRemovalPolicy(removal);

    this.refreshDeadLetters = this.#deadLetters('RefreshDeadLetters');
    this.relayFailures = this.#deadLetters('RelayFailures');
    this.tickFailures = this.#deadLetters('TickFailures');
    Validations.of(this.relayFailures).acknowledge({
      id: 'AwsSolutions::AwsSolutions-SQS3',
      reason:
        'It is itself where failures end: the on-failure destination of the stream, which the rule does not look at.',
    });
    this.refreshQueue = new Queue(this, 'RefreshQueue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(6 * REFRESH_TIMEOUT.toSeconds()),
      deadLetterQueue: { queue: this.refreshDeadLetters, maxReceiveCount: 5 },
    });
    this.topic.addSubscription(new SqsSubscription(this.refreshQueue, { rawMessageDelivery: true }));
  }

  #deadLetters(id: string) {
    return new Queue(this, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
  }
}
