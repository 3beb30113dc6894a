import { isDeepStrictEqual } from 'node:util';
import {
  changePublication as changed,
  type Publication,
  type PublicationId,
  type PublicationProfile,
  profileOf,
} from '#lib/domain/publication.ts';
import { publicationUpdated } from '#lib/events/publication-events.ts';
import { type AppendDeps, append, type Decision } from './append.ts';
import { publicationOn } from './edit-draft.ts';
import type { Desk } from './ports.ts';

export interface PublicationChange {
  readonly publication: PublicationId;
  readonly profileFrom: (publication: Publication) => PublicationProfile;
}

/** The publication's next revision and its event; neither, when nothing would differ. */
export async function changePublication(
  { publication, profileFrom }: PublicationChange,
  deps: AppendDeps,
): Promise<Publication> {
  const decide = (desk: Desk): Decision<Publication> => {
    const before = publicationOn(desk, publication);
    const profile = profileFrom(before);
    if (isDeepStrictEqual(profile, profileOf(before))) return { after: before, writings: [] };
    const after = changed(before, profile, deps.clock.now());
    const change = { kind: 'publication', before, after } as const;
    return { after, writings: [{ change, happening: publicationUpdated(after) }] };
  };
  return append(deps, { publication, decide });
}
