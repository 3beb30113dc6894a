import type { ATable } from './a-table.ts';

type Act = (request: { readonly name: string; readonly send: () => Promise<unknown> }) => Promise<unknown>;

/** Does something in the place of the n-th request to a table from now on, counted from one; the others go on. */
export function atRequest(store: ATable, nth: number, act: Act) {
  let count = 0;
  const name = 'at-request';
  store.client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        count += 1;
        if (count !== nth) return next(args);
        const send = () => next(args);
        return (await act({ name: commandName.replace('Command', ''), send })) as Awaited<ReturnType<typeof next>>;
      },
    { step: 'initialize', name, override: true },
  );
  return {
    /** Whether there were so many. */
    reached: () => count >= nth,
    [Symbol.dispose]: () => void store.client.middlewareStack.remove(name),
  };
}
