import { Failure } from '#lib/domain/failure.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { Distribution } from '#lib/usecases/hub-ports.ts';
import { type SqsQueue, sendAll } from './sqs-queue.ts';

/** The queue of the hub. */
export function sqsDistribution(queue: SqsQueue): Distribution {
  const send = async (jobs: readonly ({ kind: string; publication: PublicationId } & object)[]) => {
    const messages = jobs.map(({ publication: partitionkey, ...job }) => ({
      MessageBody: JSON.stringify({ partitionkey, ...job }),
    }));
    await sendAll(messages, queue).catch((cause: unknown) => {
      throw new Failure('alarms.unavailable', 'the queue of the hub took no message', { cause });
    });
  };
  return {
    start: (chunks) => send(chunks.map((chunk) => ({ kind: 'distribute', ...chunk }))),
    scan: (scan) => send([{ kind: 'scan', ...scan }]),
    announce: (topics) => send(topics.map((topic) => ({ kind: 'announce', ...topic }))),
  };
}
