import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const LISTEN = '0A';

/** Where a process and those that it started listen, as Linux has it: `0100007F` is 127.0.0.1 and 32 zeros are `::`. */
export function listeningAddresses(pid: number): string[] {
  const sockets = new Set([pid, ...childrenOf(pid)].flatMap(socketsOf));
  return ['tcp', 'tcp6'].flatMap((protocol) =>
    readFileSync(`/proc/${pid}/net/${protocol}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, ...rest]) => state === LISTEN && sockets.has(rest[5] ?? ''))
      .map(([, address = '']) => address.split(':')[0] ?? ''),
  );
}

const processes = () => readdirSync('/proc').filter((name) => /^\d+$/.test(name));

const childrenOf = (pid: number): number[] =>
  processes()
    .map(Number)
    .filter((one) => parentOf(one) === pid);

function parentOf(pid: number): number | undefined {
  try {
    return Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return undefined;
  }
}

const socketsOf = (pid: number): string[] =>
  readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
    } catch {
      return [];
    }
  });
