import { expect, it } from 'vitest';
import { passes } from '#lib/local/event-filter.ts';

const record = { eventName: 'MODIFY', dynamodb: { Keys: { sk: { S: 'SEQ' } }, NewImage: { n: { N: '5' } } } };

it.each([
  [true, { dynamodb: { Keys: { sk: { S: ['SEQ'] } } } }],
  [false, { dynamodb: { Keys: { sk: { S: ['META'] } } } }],
  [true, { eventName: ['INSERT', 'MODIFY'] }],
  [false, { eventName: ['MODIFY'], dynamodb: { Keys: { sk: { S: ['META'] } } } }],
  [true, { dynamodb: { Keys: { sk: { S: [{ prefix: 'SE' }] } } } }],
  [true, { dynamodb: { Keys: { sk: { S: [{ suffix: 'Q' }] } } } }],
  [true, { dynamodb: { Keys: { sk: { S: [{ 'anything-but': ['META'] }] } } } }],
  [false, { dynamodb: { Keys: { sk: { S: [{ 'anything-but': ['SEQ'] }] } } } }],
  [false, { dynamodb: { OldImage: { sk: { S: [{ 'anything-but': ['META'] }] } } } }],
  [false, { dynamodb: { Keys: { sk: { N: [{ 'anything-but': ['7'] }] } } } }],
  [true, { dynamodb: { OldImage: [{ exists: false }] } }],
  [false, { dynamodb: { OldImage: { x: [{ exists: true }] } } }],
])('%s of %j', (expected, pattern) => {
  expect(passes(record, [JSON.stringify(pattern)])).toBe(expected);
});

it('lets everything through without a pattern, and what fits any one of several', () => {
  expect(passes(record, [])).toBe(true);
  expect(passes(record, ['{"eventName":["INSERT"]}', '{"eventName":["MODIFY"]}'])).toBe(true);
});

it('fails by the name of an operator that it does not know', () => {
  expect(() => passes(record, ['{"eventName":[{"wildcard":"M*"}]}'])).toThrow('wildcard');
});
