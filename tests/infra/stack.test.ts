import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { roles } from '#lib/infra/bundle.ts';
import { ofType, type Resource, referredTo, synthesize } from './synthesize.ts';

const { template } = synthesize();
const all = (type: string) => ofType(template, type);

describe('every function', () => {
  const functions = all('AWS::Lambda::Function');

  it.each(functions)('%s runs on Node 24 and arm64', (_, { Properties }) => {
    expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
  });

  it.each(functions)('%s has a memory and a description', (_, { Properties }) => {
    expect(Properties).toMatchObject({ MemorySize: expect.any(Number), Description: expect.any(String) });
  });

  it.each(functions.filter(([name]) => !name.includes('Docs')))(
    '%s is told the table and the public URL',
    (_, { Properties }) => {
      expect(Properties).toMatchObject({
        Environment: { Variables: { TABLE_NAME: expect.anything(), PUBLIC_URL: expect.anything() } },
      });
    },
  );

  it('has a log group of its own', () => {
    const groups = functions.map(([, { Properties }]) => logGroupOf(Properties));
    expect(new Set(groups).size).toBe(functions.length);
    for (const group of groups) expect(template.Resources[group]?.Type).toBe('AWS::Logs::LogGroup');
  });

  it('is the file under functions/ that its role names, and every such file is one', () => {
    const deployed = functions.map(([, { Properties }]) => /'(.*)'/.exec(JSON.stringify(Properties.Code))?.[1] ?? '');
    expect(deployed.sort()).toEqual(roles());
    for (const role of deployed) expect(existsSync(`functions/${role}.ts`), role).toBe(true);
  });

  it('keeps the event of an invocation that failed for good, when nobody waits for its answer', () => {
    for (const [, { Properties }] of all('AWS::Events::Rule')) {
      for (const { Arn } of z.array(z.object({ Arn: z.unknown() })).parse(Properties.Targets)) {
        expect(template.Resources[referredTo(Arn)]?.Properties).toHaveProperty('DeadLetterConfig.TargetArn');
      }
    }
  });
});

describe('every queue', () => {
  const queues = all('AWS::SQS::Queue');
  const deadLetters = new Set([
    ...queues.flatMap(([, { Properties }]) => targetIn(Properties.RedrivePolicy, 'deadLetterTargetArn')),
    ...all('AWS::Lambda::Function').flatMap(([, { Properties }]) => targetIn(Properties.DeadLetterConfig, 'TargetArn')),
    ...all('AWS::Lambda::EventSourceMapping').flatMap(([, { Properties }]) => onFailure(Properties)),
  ]);

  it.each(queues)('%s is encrypted', (_, { Properties }) => {
    expect(Properties.SqsManagedSseEnabled).toBe(true);
  });

  it.each(queues)('%s refuses what is not sent over TLS', (name) => {
    const policies = all('AWS::SQS::QueuePolicy').filter(([, { Properties }]) =>
      JSON.stringify(Properties.Queues).includes(`"${name}"`),
    );
    expect(JSON.stringify(policies)).toContain('"aws:SecureTransport":"false"');
  });

  it.each(queues)('%s has dead letters, or holds them for two weeks', (name, { Properties }) => {
    if (deadLetters.has(name)) expect(Properties.MessageRetentionPeriod).toBe(14 * 24 * 3600);
    else expect(Properties).toHaveProperty('RedrivePolicy.maxReceiveCount', 5);
  });

  it('hides a message for six times as long as its reader may take', () => {
    for (const [, { Properties }] of all('AWS::Lambda::EventSourceMapping')) {
      const queue = template.Resources[referredTo(Properties.EventSourceArn)];
      const reader = template.Resources[referredTo(Properties.FunctionName)];
      if (queue?.Type !== 'AWS::SQS::Queue') continue;
      expect(Number(queue.Properties.VisibilityTimeout)).toBeGreaterThanOrEqual(6 * Number(reader?.Properties.Timeout));
    }
  });
});

it.each(all('AWS::SNS::Topic'))('%s refuses what is not sent over TLS', (name) => {
  const statements = all('AWS::SNS::TopicPolicy')
    .filter(([, { Properties }]) => JSON.stringify(Properties.Topics).includes(`"${name}"`))
    .flatMap(
      ([, { Properties }]) => z.object({ Statement: z.array(z.unknown()) }).parse(Properties.PolicyDocument).Statement,
    );
  expect(statements).toContainEqual(
    expect.objectContaining({
      ...{ Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Resource: { Ref: name } },
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  );
});

describe('every event source', () => {
  it.each(all('AWS::Lambda::EventSourceMapping'))('%s repeats the failed records only', (_, { Properties }) => {
    expect(Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
  });

  it('of the stream begins with what was written before it was there, however often it is replaced', () => {
    const positions = all('AWS::Lambda::EventSourceMapping').flatMap(
      ([, { Properties }]) => Properties.StartingPosition ?? [],
    );
    expect(positions).toEqual(['TRIM_HORIZON']);
  });

  it('of the stream rings for sequence heads only, gives up after ten attempts and keeps what failed', () => {
    const [stream] = all('AWS::Lambda::EventSourceMapping').filter(([, { Properties }]) => Properties.StartingPosition);
    expect(stream?.[1].Properties).toMatchObject({
      FilterCriteria: { Filters: [{ Pattern: '{"dynamodb":{"Keys":{"sk":{"S":["SEQ"]}}}}' }] },
      MaximumRetryAttempts: 10,
      BisectBatchOnFunctionError: true,
      DestinationConfig: { OnFailure: { Destination: expect.anything() } },
    });
  });
});

it('keeps every log for a limited time', () => {
  for (const [, { Properties }] of all('AWS::Logs::LogGroup')) expect(Properties.RetentionInDays).toBe(30);
});

it('uses no intrinsic function but those that the local cloud knows', () => {
  const used = new Set(JSON.stringify([template.Resources, template.Outputs]).match(/"(Fn::\w+|Ref)"/g));
  expect([...used].sort()).toEqual(
    ['"Fn::GetAtt"', '"Fn::Join"', '"Fn::Sub"', '"Ref"'].filter((name) => used.has(name)),
  );
});

it('tells its owner where everything is', () => {
  expect(Object.keys(template.Outputs).sort()).toEqual([
    'AlarmDeadLettersUrl',
    'ApiEndpoint',
    'DeliverDeadLettersUrl',
    'EdgeDomain',
    'HubDeadLettersUrl',
    'IndexDeadLettersUrl',
    'IndexQueueUrl',
    'RelayFailuresUrl',
    'TableName',
    'TickFailuresUrl',
    'TopicArn',
    'Url',
  ]);
});

const logGroupOf = (properties: Resource['Properties']) =>
  referredTo(z.object({ LogGroup: z.unknown() }).parse(properties.LoggingConfig).LogGroup);

const targetIn = (config: unknown, name: string) => {
  const parsed = z.record(z.string(), z.unknown()).safeParse(config);
  return parsed.success ? [referredTo(parsed.data[name])] : [];
};

const onFailure = ({ DestinationConfig }: Resource['Properties']) => {
  const parsed = z.object({ OnFailure: z.object({ Destination: z.unknown() }) }).safeParse(DestinationConfig);
  return parsed.success ? [referredTo(parsed.data.OnFailure.Destination)] : [];
};
