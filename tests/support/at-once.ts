type Port = Record<string, unknown>;

/** Ports of which the n-th use, whichever it is and counted from one, is preceded by something that somebody else does. */
export function precededAt<Ports extends Record<string, object>>(
  ports: Ports,
  { nth, act }: { readonly nth: number; readonly act: () => Promise<unknown> },
): { readonly ports: Ports; readonly reached: () => boolean } {
  let uses = 0;
  const preceded =
    (use: (...given: unknown[]) => unknown) =>
    async (...given: unknown[]) => {
      uses += 1;
      if (uses === nth) await act();
      return use(...given);
    };
  const around = (port: object) =>
    Object.fromEntries(
      Object.entries(port as Port).map(([name, use]) => [
        name,
        typeof use === 'function' ? preceded(use as never) : use,
      ]),
    );
  const all = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, around(port)]));
  return { ports: all as Ports, reached: () => uses >= nth };
}
