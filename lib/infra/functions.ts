import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DELIVER_TIMEOUT, HUB_TIMEOUT, QUEUE_TIMEOUT } from './events.ts';
import { BulletinFunction, type BulletinFunctionProps, type FunctionDefaults } from './function.ts';
import { type Resources, rightsOn } from './rights.ts';

export interface BulletinFunctionsProps extends FunctionDefaults {
  readonly resources: Resources;
}

type Particulars = Pick<
  BulletinFunctionProps,
  'role' | 'description' | 'memory' | 'timeout' | 'rights' | 'failures' | 'sendsToItself'
>;

/** One function a role, not one a route: this list is the architecture. */
export class BulletinFunctions extends Construct {
  readonly authorizer: BulletinFunction;
  readonly publishers: BulletinFunction;
  readonly log: BulletinFunction;
  readonly feeds: BulletinFunction;
  readonly pages: BulletinFunction;
  readonly docs: BulletinFunction;
  readonly hub: BulletinFunction;
  readonly relay: BulletinFunction;
  readonly index: BulletinFunction;
  readonly publishScheduled: BulletinFunction;
  readonly deliver: BulletinFunction;
  readonly distribute: BulletinFunction;
  readonly tick: BulletinFunction;

  constructor(scope: Construct, id: string, { resources, ...defaults }: BulletinFunctionsProps) {
    super(scope, id);
    const rights = rightsOn(resources);
    const TOPIC_ARN = resources.topic.topicArn;
    const ALARM_QUEUE_URL = resources.alarmQueue.queueUrl;
    const DELIVER_QUEUE_URL = resources.deliverQueue.queueUrl;
    const HUB_QUEUE_URL = resources.hubQueue.queueUrl;
    const SECRETS_KEY_ARN = resources.secretsKey.keyArn;
    const INDEX_QUEUE_URL = resources.indexQueue.queueUrl;
    const telling = (variables: Record<string, string>) => ({
      ...defaults,
      environment: { ...defaults.environment, ...variables },
    });
    const add = (name: string, of: FunctionDefaults, particulars: Particulars) =>
      new BulletinFunction(this, name, { ...of, ...particulars });

    this.authorizer = add('Authorizer', defaults, {
      role: 'http/authorizer',
      description: 'Says whose key a request carries',
      memory: 512,
      // API Gateway waits ten seconds for it, and answers a bare 500 after them.
      timeout: Duration.seconds(9),
      rights: rights.authorizer,
    });
    this.publishers = add('Publishers', telling({ DELIVER_QUEUE_URL, SECRETS_KEY_ARN }), {
      role: 'http/publishers',
      description: 'The API of publishers and services',
      memory: 1024,
      timeout: Duration.seconds(29),
      rights: rights.publishers,
    });
    this.log = add('Log', defaults, {
      role: 'http/log',
      description: 'Reads the log to services, and waits with them for what comes',
      memory: 512,
      timeout: Duration.seconds(29),
      rights: rights.log,
    });
    this.feeds = add('Feeds', defaults, {
      role: 'http/feeds',
      description: 'Serves feeds',
      memory: 1024,
      timeout: Duration.seconds(10),
      rights: rights.feeds,
    });
    this.pages = add('Pages', defaults, {
      role: 'http/pages',
      description: 'Serves the pages that people read, and what leads to them',
      memory: 1024,
      timeout: Duration.seconds(10),
      rights: rights.pages,
    });
    this.docs = add(
      'Docs',
      { ...defaults, environment: {} },
      {
        role: 'http/docs',
        description: 'Serves the API to read and try',
        memory: 256,
        timeout: Duration.seconds(5),
        rights: rights.docs,
      },
    );
    this.hub = add('Hub', telling({ HUB_QUEUE_URL, SECRETS_KEY_ARN }), {
      role: 'http/hub',
      description: 'Takes subscriptions to feeds',
      memory: 512,
      timeout: Duration.seconds(20),
      rights: rights.hub,
    });
    this.relay = add('Relay', telling({ TOPIC_ARN }), {
      role: 'streams/relay',
      description: 'Publishes the log to the topic, in order',
      memory: 512,
      timeout: Duration.seconds(60),
      rights: rights.relay,
    });
    this.index = add('Index', telling({ INDEX_QUEUE_URL, HUB_QUEUE_URL }), {
      role: 'queues/index-feeds',
      description: 'Keeps the index of the feeds up to the log',
      memory: 1024,
      timeout: QUEUE_TIMEOUT,
      rights: rights.index,
      sendsToItself: true,
    });
    this.publishScheduled = add('PublishScheduled', telling({ ALARM_QUEUE_URL }), {
      role: 'queues/publish-scheduled',
      description: 'Publishes the articles whose time has come',
      memory: 512,
      timeout: QUEUE_TIMEOUT,
      rights: rights.publishScheduled,
      sendsToItself: true,
    });
    this.deliver = add('Deliver', telling({ DELIVER_QUEUE_URL }), {
      role: 'queues/deliver',
      description: 'Sends events to the endpoints that want them',
      memory: 1024,
      timeout: DELIVER_TIMEOUT,
      rights: rights.deliver,
      sendsToItself: true,
    });
    this.distribute = add('Distribute', telling({ HUB_QUEUE_URL }), {
      role: 'queues/distribute',
      description: 'Sends feeds that have changed to those who subscribe to them',
      memory: 1024,
      timeout: HUB_TIMEOUT,
      rights: rights.distribute,
      sendsToItself: true,
    });
    this.tick = add(
      'Tick',
      telling({ TOPIC_ARN, ALARM_QUEUE_URL, DELIVER_QUEUE_URL, HUB_QUEUE_URL, INDEX_QUEUE_URL }),
      {
        role: 'schedules/tick',
        description: 'Finds, every minute, what is due and what the doorbells missed',
        memory: 1024,
        timeout: Duration.seconds(55),
        rights: rights.tick,
        failures: resources.tickFailures,
      },
    );
  }
}
