import {
  TransactWriteItemsCommand,
  type Update,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { EndpointId } from '#lib/domain/endpoint.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Course, CourseChange, Courses, Lease } from '#lib/usecases/endpoint-ports.ts';
import { number, numberIn, text, textIn } from './codecs.ts';
import { timerItem } from './dynamo-timers.ts';
import { firstConditionFailed, foundInTheWay, isConditionFailure, refused } from './failures.ts';
import { type Item, itemKey, keys } from './keys.ts';
import type { Store } from './store.ts';

/** What an item holds besides its key, the sequence and the failures, each only where there is such a thing. */
const TEXTS = ['failingSince', 'restsUntil', 'wakeAt'] as const;

export function courseIn(item: Item): Course {
  const texts = TEXTS.flatMap((name) => (item[name]?.S ? [[name, item[name].S]] : []));
  const leasedUntil = item.leaseUntil?.S as Instant | undefined;
  return {
    endpoint: EndpointId.parse(textIn(item, 'sk').split('#')[1]),
    sequence: numberIn(item, 'seq'),
    failures: numberIn(item, 'failures'),
    ...Object.fromEntries(texts),
    ...(leasedUntil && { leasedUntil }),
    ...(item.off && { off: true }),
  };
}

/** Sets what is there and removes what is not. */
function updateTo(values: Readonly<Record<string, Item[string] | undefined>>) {
  const all = Object.entries(values);
  const set = all.filter(([, value]) => value !== undefined);
  const gone = all.filter(([, value]) => value === undefined).map(([name]) => `#${name}`);
  return {
    UpdateExpression: [
      `SET ${set.map(([name]) => `#${name} = :${name}`).join(', ')}`,
      ...(gone.length > 0 ? [`REMOVE ${gone.join(', ')}`] : []),
    ].join(' '),
    ExpressionAttributeNames: Object.fromEntries(all.map(([name]) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])) as Item,
  };
}

const optional = (value: string | undefined) => (value === undefined ? undefined : text(value));

function moving({ holder }: Lease, { after, until }: { after: Course; until?: Instant | undefined }) {
  const update = updateTo({
    seq: number(after.sequence),
    failures: number(after.failures),
    ...Object.fromEntries(TEXTS.map((name) => [name, optional(after[name])])),
    off: after.off && { BOOL: true },
    ...{ leaseUntil: optional(until), holder: until && text(holder) },
  });
  return {
    ...update,
    ConditionExpression: 'holder = :me',
    ExpressionAttributeValues: { ...update.ExpressionAttributeValues, ':me': text(holder) },
  };
}

export function dynamoCourses({ client, table: TableName }: Store): Courses {
  const keyOf = ({ publication, endpoint }: Pick<Lease, 'publication' | 'endpoint'>) =>
    itemKey(keys.course(publication, endpoint));

  async function moved(update: UpdateItemCommandInput, { sequence, off }: Course): Promise<'moved' | 'lost'> {
    try {
      await client.send(new UpdateItemCommand({ ...update, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }));
      return 'moved';
    } catch (error) {
      const found = foundInTheWay(error);
      // Given back already by the SDK's first attempt, whose answer was lost.
      const isOurs = found.pk && !found.holder && numberIn(found, 'seq') === sequence && !found.off === !off;
      return isOurs ? 'moved' : 'lost';
    }
  }

  async function movedWith(timers: readonly object[], update: Update): Promise<'moved' | 'lost'> {
    try {
      await client.send(new TransactWriteItemsCommand({ TransactItems: [{ Update: update }, ...timers] }));
      return 'moved';
    } catch (error) {
      return firstConditionFailed(error) ? 'lost' : refused(error);
    }
  }

  return {
    async take(lease, { now, until }) {
      const command = new UpdateItemCommand({
        TableName,
        Key: keyOf(lease),
        UpdateExpression: 'SET holder = :me, leaseUntil = :until',
        // It is ours when the SDK's first attempt took it and its answer was lost.
        ConditionExpression:
          'attribute_exists(pk) AND attribute_not_exists(#off) AND (attribute_not_exists(leaseUntil) OR leaseUntil < :now OR holder = :me)',
        ExpressionAttributeNames: { '#off': 'off' },
        ExpressionAttributeValues: { ':me': text(lease.holder), ':until': text(until), ':now': text(now) },
        ReturnValues: 'ALL_OLD',
      });
      try {
        const { Attributes = {} } = await client.send(command);
        const { leaseUntil: _over, ...free } = Attributes;
        return { course: courseIn(free), interrupted: Attributes.holder !== undefined };
      } catch (error) {
        return isConditionFailure(error) ? undefined : refused(error);
      }
    },

    async move(lease, { before, after, until }) {
      const update = { TableName, Key: keyOf(lease), ...moving(lease, { after, until }) };
      if (before.wakeAt === after.wakeAt) return moved(update, after);
      const { publication, endpoint: subject } = lease;
      const timer = (due: Instant) => ({ kind: 'deliver', due, publication, subject }) as const;
      const timers = [
        ...(before.wakeAt ? [{ Delete: { TableName, Key: itemKey(keys.timer(timer(before.wakeAt))) } }] : []),
        ...(after.wakeAt ? [{ Put: { TableName, Item: timerItem(timer(after.wakeAt)) } }] : []),
      ];
      return movedWith(timers, update);
    },
  };
}

/** What becomes of a course, as a part of the transaction that changes its endpoint. */
export function courseUpdate(change: CourseChange): Omit<Update, 'TableName' | 'Key'> {
  const common = { ConditionExpression: 'attribute_exists(pk)', ExpressionAttributeNames: { '#off': 'off' } };
  if (change.to === 'stop') {
    return {
      ...{ ...common, UpdateExpression: 'SET #off = :off REMOVE holder, leaseUntil' },
      ExpressionAttributeValues: { ':off': { BOOL: true } },
    };
  }
  const { after } = change;
  return {
    ...common,
    UpdateExpression: `SET failures = :none${after === undefined ? '' : ', seq = :after'} REMOVE failingSince, restsUntil, #off, holder, leaseUntil`,
    ExpressionAttributeValues: { ':none': number(0), ...(after !== undefined && { ':after': number(after) }) },
  };
}
