import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { BulletinEdge } from './edge.ts';
import { ringOnMessages, ringOnWrites } from './event-sources.ts';
import { BulletinEvents } from './events.ts';
import { BulletinFunctions } from './functions.ts';
import { BulletinHttpApi } from './http-api.ts';
import { BulletinSchedule } from './schedule.ts';
import { BulletinSecrets } from './secrets.ts';
import type { Settings } from './settings.ts';
import { BulletinTable } from './table.ts';

export interface BulletinStackProps {
  readonly settings: Settings;
  /** Where the bundle of each role comes from. */
  readonly codeOf: (role: string) => Code;
  readonly handler: string;
}

/** Bulletin, whole. The ids of the table, the topic, the API and the edge are public: others hold what they name. */
export class BulletinStack extends Stack {
  constructor(scope: Construct, { settings, codeOf, handler }: BulletinStackProps) {
    const { stackName, removal, logRetention, tracing } = settings;
    super(scope, 'Bulletin', { stackName, description: 'Bulletin: a news feed backend' });
    const { table } = new BulletinTable(this, 'Table', { tableName: `${stackName}-Table`, removal });
    const subscribers = { accounts: settings.subscriberAccounts, organization: settings.subscriberOrganization };
    const events = new BulletinEvents(this, 'Events', { topicName: `${stackName}-Events`, removal, subscribers });
    const { secretsKey } = new BulletinSecrets(this, 'Secrets', { removal });
    const api = new BulletinHttpApi(this, 'HttpApi', { apiName: stackName, logRetention });
    const edge =
      settings.edge && new BulletinEdge(this, 'Edge', { ...settings.edge, stackName, origin: api.domainName });
    const url = settings.publicUrl ?? edge?.url ?? api.url;
    const functions = new BulletinFunctions(this, 'Functions', {
      codeOf,
      handler,
      environment: {
        ...{ TABLE_NAME: table.tableName, PUBLIC_URL: url },
        ...{ KEY_MODE: settings.keyMode, OUTBOUND: settings.outbound },
      },
      logRetention,
      tracing,
      resources: { table, secretsKey, ...events },
    });
    api.route({
      authorizer: functions.authorizer.lambda,
      publishers: functions.publishers.lambda,
      log: functions.log.lambda,
      feeds: functions.feeds.lambda,
      pages: functions.pages.lambda,
      docs: functions.docs.lambda,
      hub: functions.hub.lambda,
    });
    ringOnWrites(functions.relay.lambda, { table, failures: events.relayFailures });
    ringOnMessages(functions.index.lambda, { queue: events.indexQueue, concurrency: 10 });
    ringOnMessages(functions.publishScheduled.lambda, { queue: events.alarmQueue, concurrency: 10 });
    // More than the others: some of them may be waiting for slow receivers.
    ringOnMessages(functions.deliver.lambda, { queue: events.deliverQueue, concurrency: 40 });
    // One at a time: each may be hundreds of subscribers who are all slow.
    ringOnMessages(functions.distribute.lambda, { queue: events.hubQueue, concurrency: 40, batch: 1 });
    new BulletinSchedule(this, 'Schedule', { tick: functions.tick.lambda });

    const output = (name: string, value: string) => new CfnOutput(this, name, { value });
    output('Url', url);
    output('ApiEndpoint', api.url);
    if (edge) output('EdgeDomain', edge.domainName);
    output('TableName', table.tableName);
    output('TopicArn', events.topic.topicArn);
    output('IndexQueueUrl', events.indexQueue.queueUrl);
    output('IndexDeadLettersUrl', events.indexDeadLetters.queueUrl);
    output('AlarmDeadLettersUrl', events.alarmDeadLetters.queueUrl);
    output('DeliverDeadLettersUrl', events.deliverDeadLetters.queueUrl);
    output('HubDeadLettersUrl', events.hubDeadLetters.queueUrl);
    output('RelayFailuresUrl', events.relayFailures.queueUrl);
    output('TickFailuresUrl', events.tickFailures.queueUrl);
  }
}
