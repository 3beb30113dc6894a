import { expect, it } from 'vitest';
import { profileOf } from '#lib/domain/publication.ts';
import { changePublication } from '#lib/usecases/change-publication.ts';
import { aPublisher } from '../../support/a-draft.ts';
import { memoryLog } from '../../support/memory-log.ts';
import { countingIds, fixedClock, noWait } from '../../support/system.ts';

const publication = aPublisher();

async function changed(title: string) {
  const { log, events } = memoryLog({ publication });
  const deps = { log, clock: fixedClock(), ids: countingIds(), backoff: noWait, publicUrl: 'https://bulletin.example' };
  const profileFrom = () => ({ ...profileOf(publication), title });
  return { after: await changePublication({ publication: publication.id, profileFrom }, deps), events };
}

it('a publication that changes has a revision more, and the log says so', async () => {
  const { after, events } = await changed('The Evening Post');
  expect(after).toMatchObject({ title: 'The Evening Post', revision: publication.revision + 1 });
  expect(events).toMatchObject([{ type: 'bulletin.publication.updated.v1', data: { title: 'The Evening Post' } }]);
});

it('a publication that does not differ has no other revision, and nobody is told', async () => {
  const { after, events } = await changed(publication.title);
  expect([after, events]).toEqual([publication, []]);
});
