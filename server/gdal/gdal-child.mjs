// @ts-check
// The child process. Its main thread only watches, so that a GDAL that hangs does not outlive the server that asked, nor eat the machine's memory.
import { Worker } from 'node:worker_threads';

const WATCH_MS = 100;

/** @type {Worker | null} */
let worker = null;
const say = (/** @type {unknown} */ answer, then = () => undefined) => { if (process.connected) process.send?.(answer, then); };

function start(/** @type {any} */ limits) {
  const made = new Worker(new URL('./gdal-worker.mjs', import.meta.url), { workerData: limits });
  made.on('message', (answer) => say(answer));
  made.on('error', (error) => say({ index: -1, fault: String(error), isFatal: true }, () => process.exit(70)));
  setInterval(() => {
    const rssMb = process.memoryUsage.rss() / (1024 * 1024);
    if (rssMb > limits.rssLimitMb) say({ isOverMemory: true, rssMb: Math.round(rssMb) }, () => process.exit(72));
  }, WATCH_MS);
  return made;
}

process.on('disconnect', () => process.exit(71));
process.on('message', (/** @type {any} */ { tasks, limits }) => { worker ??= start(limits); worker.postMessage(tasks); });
