// Plain JavaScript, because a thread that reads TypeScript itself takes fifteen megabytes more: what is compiled here, this
// module's TypeScript and the bundle, is kept for the next environment.
import { enableCompileCache } from 'node:module';
import { workerData } from 'node:worker_threads';

enableCompileCache(workerData.compiled);
await import('./function-worker.ts');
