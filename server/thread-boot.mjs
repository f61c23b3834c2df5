// A worker thread does not take over the loader of its parent on Node 20, and `--import tsx` in its `execArgv` has no effect there:
// it registers the TypeScript loader itself and then loads the module it was made for.
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
await import(workerData.module);
