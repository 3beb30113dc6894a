import { afterEach, describe, expect, it } from 'vitest';
import { momentOf } from '#lib/import/moment.ts';

const zone = process.env.TZ;
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

describe.each(['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kolkata'])('on a machine in %s', (TZ) => {
  it.each([
    ['2026-11-24', '2026-11-24T00:00:00.000Z'],
    ['2026-11-24T08:30', '2026-11-24T08:30:00.000Z'],
    ['2026-11-24T08:30:15', '2026-11-24T08:30:15.000Z'],
    ['2026-11-24 08:30:15', '2026-11-24T08:30:15.000Z'],
    ['2026-11-24T08:30:15.25', '2026-11-24T08:30:15.250Z'],
    ['Tue, 24 Nov 2026 08:30:15', '2026-11-24T08:30:15.000Z'],
    ['24 Nov 2026 08:30', '2026-11-24T08:30:00.000Z'],
  ])('a date without a zone is in UTC: %s', (text, expected) => {
    process.env.TZ = TZ;
    expect(momentOf(text)).toBe(expected);
  });

  it.each([
    ['2026-11-24T08:30:00Z', '2026-11-24T08:30:00.000Z'],
    ['2026-11-24t08:30:00z', '2026-11-24T08:30:00.000Z'],
    ['2026-11-24T08:30:00+01:00', '2026-11-24T07:30:00.000Z'],
    ['2026-11-24 08:30:00 -0530', '2026-11-24T14:00:00.000Z'],
    ['Tue, 24 Nov 2026 08:30:00 +0200', '2026-11-24T06:30:00.000Z'],
    ['Tue, 24 Nov 2026 08:30:00 GMT', '2026-11-24T08:30:00.000Z'],
    ['Tue, 24 Nov 2026 08:30:00 EST', '2026-11-24T13:30:00.000Z'],
    ['24 Nov 26 08:30 PDT', '2026-11-24T15:30:00.000Z'],
  ])('a date with a zone is in that: %s', (text, expected) => {
    process.env.TZ = TZ;
    expect(momentOf(text)).toBe(expected);
  });
});

it.each(['', ' ', 'yesterday', '2026', '24.11.2026', '2026-13-01', '2026-11-24T25:00', 'item 5 of 2001', '0999-01-01'])(
  '“%s” is no date',
  (text) => {
    expect(momentOf(text)).toBeUndefined();
  },
);

it('nothing is no date', () => {
  expect(momentOf(undefined)).toBeUndefined();
});
