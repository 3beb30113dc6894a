declare module 'pubsubhubbub' {
  import type { EventEmitter } from 'node:events';

  interface Subscriber extends EventEmitter {
    listen(port: number, host: string): void;
    subscribe(topic: string, hub: string, done: (error: Error | null) => void): void;
    readonly server: import('node:http').Server;
  }
  export function createServer(options: { callbackUrl: string }): Subscriber;
}
