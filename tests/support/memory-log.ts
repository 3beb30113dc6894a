import type { Publication } from '#lib/domain/publication.ts';
import type { BulletinEvent } from '#lib/events/envelope.ts';
import type { Commit, CommitOutcome, Desk, Log, LogReader, Watermarks } from '#lib/usecases/ports.ts';

/** A log of one publication in memory. `answers` are given first, instead of committing. */
export function memoryLog({
  publication,
  desk = {},
  answers = [],
}: {
  publication: Publication;
  desk?: Partial<Desk>;
  answers?: CommitOutcome[];
}) {
  const commits: Commit[] = [];
  const events: BulletinEvent[] = [];
  const log: Log = {
    desk: async () => ({ publication, head: events.length, authors: [], ...desk }),
    commit: async (commit) => {
      commits.push(commit);
      const answer = answers.shift();
      if (answer) return answer;
      events.push(...commit.entries.map(({ event }) => event));
      return { outcome: 'committed' };
    },
    head: async () => events.length,
    read: async (_, { after, limit }) => events.slice(after, after + limit),
    revisions: async (article) => events.filter(({ subject }) => subject === article).toReversed(),
    erase: async () => undefined,
  };
  return { log, commits, events };
}

export function memoryWatermarks() {
  const marks: Record<LogReader, number> = { relay: 0, index: 0, hub: 0 };
  const watermarks: Watermarks = {
    get: async (_, reader) => marks[reader],
    advance: async (_, { reader, to }) => {
      marks[reader] = Math.max(marks[reader], to);
    },
    lease: async (_, { reader }) => marks[reader],
    move: async (_, { reader, to }) => {
      marks[reader] = to;
      return 'moved';
    },
    standing: async () => ({ head: 0, courses: [], ...marks }),
  };
  return { watermarks, marks };
}
