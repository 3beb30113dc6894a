import type { Publication } from '#lib/domain/publication.ts';
import type { Happening } from './envelope.ts';

/** Every feed of the publication shows its title and language, so the log must say when they change. */
export function publicationUpdated(publication: Publication): Happening<'bulletin.publication.updated.v1'> {
  return {
    type: 'bulletin.publication.updated.v1',
    subject: publication.id,
    publication: publication.id,
    data: publication,
  };
}
