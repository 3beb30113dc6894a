import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ofType, referredTo, synthesize } from './synthesize.ts';

const list = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const Statement = z.object({
  Effect: z.literal('Allow'),
  Action: list,
  Resource: z.unknown().transform((resource) => JSON.stringify(resource)),
  Condition: z.unknown().optional(),
});
const PolicyDocument = z.object({ Statement: z.array(Statement) });

const { template } = synthesize();
const functions = ofType(template, 'AWS::Lambda::Function').map(([name, { Properties }]) => ({
  name: name.replace(/^Functions|.{8}$/g, ''),
  role: referredTo(Properties.Role),
}));
const rightsOf = (role: string) =>
  ofType(template, 'AWS::IAM::Policy')
    .filter(([, { Properties }]) => JSON.stringify(Properties.Roles) === JSON.stringify([{ Ref: role }]))
    .flatMap(([, { Properties }]) => PolicyDocument.parse(Properties.PolicyDocument).Statement);
const everything = functions.map(({ name, role }) => ({ name, role, rights: rightsOf(role) }));

const READS = /^dynamodb:(?:Get|BatchGet|Query)/;
const WRITES = /^dynamodb:(Put|Update|Delete|BatchWrite)/;
const who = (may: RegExp) =>
  everything
    .filter(({ rights }) => rights.some(({ Action }) => Action.some((action) => may.test(action))))
    .map(({ name }) => name);
const writtenBy = (name: string) =>
  everything
    .filter((owner) => owner.name === name)
    .flatMap(({ rights }) => rights)
    .filter(({ Action }) => Action.some((action) => WRITES.test(action)))
    .flatMap(({ Condition }) => leadingKeys(Condition));

const LeadingKeys = z.object({ 'ForAllValues:StringLike': z.object({ 'dynamodb:LeadingKeys': list }) });
const leadingKeys = (condition: unknown) => {
  const parsed = LeadingKeys.safeParse(condition);
  return parsed.success ? parsed.data['ForAllValues:StringLike']['dynamodb:LeadingKeys'] : ['*'];
};

describe.each(everything)('the role of $name', ({ role, rights }) => {
  it('is its own, and has no managed policy', () => {
    expect(functions.filter((other) => other.role === role)).toHaveLength(1);
    expect(template.Resources[role]?.Properties).not.toHaveProperty('ManagedPolicyArns');
  });

  it('names each action and each resource', () => {
    expect(rights.length).toBeGreaterThan(0);
    for (const { Action, Resource } of rights) {
      expect(Action.join()).not.toContain('*');
      expect(Resource).not.toContain('*');
    }
  });

  it('writes no log but its own', () => {
    const logs = rights.filter(({ Action }) => Action.some((action) => action.startsWith('logs:')));
    expect(logs).toHaveLength(1);
    expect(logs[0]?.Resource).toContain(`${role.replace(/Role.{8}$/, '')}Logs`);
  });
});

it('lets nobody scan, nor run PartiQL, nor change the table itself', () => {
  expect(who(/Scan|PartiQL|Table|UpdateTimeToLive|Backup/)).toEqual([]);
});

it('lets the authorizer read keys and note their use, and nothing else', () => {
  const [, ...table] = everything.find(({ name }) => name === 'Authorizer')?.rights ?? [];
  expect(table).toMatchObject([{ Action: ['dynamodb:GetItem', 'dynamodb:UpdateItem'] }]);
  expect(leadingKeys(table[0]?.Condition)).toEqual(['K#*']);
});

it('lets what anonymous people can call write nothing but subscriptions', () => {
  expect([writtenBy('Feeds'), writtenBy('Pages')]).toEqual([[], []]);
  expect(new Set(writtenBy('Hub'))).toEqual(new Set(['H#*', 'D#*']));
});

it.each(['Feeds', 'Pages', 'Hub'])('lets %s read no key, no endpoint and no event', (name) => {
  const reads = everything
    .filter((owner) => owner.name === name)
    .flatMap(({ rights }) => rights)
    .filter(({ Action, Resource }) => Action.some((action) => READS.test(action)) && !Resource.includes('/index/'));
  expect(reads.length).toBeGreaterThan(0);
  for (const { Condition } of reads)
    for (const key of leadingKeys(Condition)) expect('PASTQH').toContain(key.charAt(0));
});

it('lets what reads the log to services write nothing', () => {
  expect(writtenBy('Log')).toEqual([]);
});

it('lets the docs function do nothing, and tells it of nothing', () => {
  const [, ...rights] = everything.find(({ name }) => name === 'Docs')?.rights ?? [];
  expect(rights).toEqual([]);
  const [docs] = ofType(template, 'AWS::Lambda::Function').filter(([name]) => name.includes('Docs'));
  expect(docs?.[1].Properties).not.toHaveProperty('Environment');
});

it('lets the relay write watermarks only', () => {
  expect(writtenBy('Relay')).toEqual(['Q#*']);
});

it('lets each reader of the log, and what publishes on time, write its own kinds of items only', () => {
  expect(new Set(writtenBy('Index'))).toEqual(new Set(['T#*', 'Q#*', 'E#*']));
  expect(new Set(writtenBy('Distribute'))).toEqual(new Set(['H#*', 'D#*', 'Q#*']));
  expect(new Set(writtenBy('PublishScheduled'))).toEqual(new Set(['A#*', 'E#*', 'Q#*', 'D#*']));
  expect(new Set(writtenBy('Tick'))).toEqual(new Set(['Q#*', 'E#*', 'A#*', 'D#*']));
});

const queuesOf = (name: string, action: string) =>
  everything
    .filter((owner) => owner.name === name)
    .flatMap(({ rights }) => rights)
    .filter(({ Action }) => Action.includes(action))
    .flatMap(({ Resource }) => Resource.match(/(?<="Events)\w+(?=[0-9A-F]{8}")/g) ?? [Resource])
    .toSorted();

it.each([
  ['Authorizer', []],
  ['Publishers', ['DeliverQueue']],
  ['Log', []],
  ['Feeds', []],
  ['Pages', []],
  ['Docs', []],
  ['Hub', ['HubQueue']],
  ['Relay', ['RelayFailures']],
  ['Index', ['HubQueue', 'IndexQueue']],
  ['PublishScheduled', ['AlarmQueue']],
  ['Deliver', ['DeliverQueue']],
  ['Distribute', ['HubQueue']],
  ['Tick', ['AlarmQueue', 'DeliverQueue', 'HubQueue', 'IndexQueue', 'TickFailures']],
])('lets %s send to %j, and to no other queue', (name, queues) => {
  expect(queuesOf(name, 'sqs:SendMessage')).toEqual(queues);
});

it('lets each queue be read by its function, and by nobody else', () => {
  const readers = everything.flatMap(({ name }) =>
    queuesOf(name, 'sqs:ReceiveMessage').map((queue) => [queue, name] as const),
  );
  expect(Object.fromEntries(readers)).toEqual({
    ...{ IndexQueue: 'Index', AlarmQueue: 'PublishScheduled' },
    ...{ DeliverQueue: 'Deliver', HubQueue: 'Distribute' },
  });
  expect(readers).toHaveLength(4);
});

it('lets the tick send to the index, and index nothing', () => {
  expect(writtenBy('Tick').filter((key) => key.startsWith('T#'))).toEqual([]);
});

it('lets what delivers write how endpoints fare, and what ends them, only', () => {
  expect(new Set(writtenBy('Deliver'))).toEqual(new Set(['L#*', 'Y#*', 'Q#*', 'D#*', 'W#*', 'E#*']));
});

it('lets those who take secrets seal them, those who sign open them, and nobody both', () => {
  expect(who(/^kms:Encrypt$/)).toEqual(['Publishers', 'Hub']);
  expect(who(/^kms:Decrypt$/)).toEqual(['Deliver', 'Distribute']);
  expect(who(/^kms:(?!Encrypt|Decrypt)/)).toEqual([]);
});

it('lets those, and only those, who send to the queue that they read go on beyond sixteen messages', () => {
  for (const [, { Properties }] of ofType(template, 'AWS::Lambda::EventSourceMapping')) {
    const reader = referredTo(Properties.FunctionName);
    const lambda = template.Resources[reader]?.Properties;
    const sends = rightsOf(referredTo(lambda?.Role)).filter(({ Action }) => Action.includes('sqs:SendMessage'));
    const toItself = sends.some(({ Resource }) => Resource.includes(`"${referredTo(Properties.EventSourceArn)}"`));
    expect(lambda?.RecursiveLoop, reader).toBe(toItself ? 'Allow' : undefined);
  }
});

it('lets only the relay and the tick publish', () => {
  expect(who(/^sns:/)).toEqual(['Relay', 'Tick']);
});

it('lets only the publishers’ function write articles', () => {
  expect(everything.map(({ name }) => name).filter((name) => writtenBy(name).includes('*'))).toEqual(['Publishers']);
});

it('never leaves a condition on keys open to a request that names none', () => {
  for (const { Condition } of everything.flatMap(({ rights }) => rights)) {
    if (Condition !== undefined) expect(Condition).toHaveProperty('Null', { 'dynamodb:LeadingKeys': 'false' });
  }
});
