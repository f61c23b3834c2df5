// @ts-check
// The child process. Its main thread only watches, so that a GDAL that hangs does not outlive the server that asked, nor eat the machine's memory.
import { Worker } from 'node:worker_threads';

const WATCH_MS = 100;

process.on('disconnect', () => process.exit(71));
process.on('message', (/** @type {any} */ order) => {
  const worker = new Worker(new URL('./gdal-worker.mjs', import.meta.url), { workerData: order });
  const say = (/** @type {unknown} */ answer, then = () => undefined) => { if (process.connected) process.send?.(answer, then); };
  const leave = (/** @type {number} */ code) => process.exit(code);
  worker.on('message', (answer) => say(answer, answer.isDone ? () => leave(0) : undefined));
  worker.on('error', (error) => say({ index: -1, fault: String(error), isFatal: true }, () => leave(70)));
  setInterval(() => {
    const rssMb = process.memoryUsage.rss() / (1024 * 1024);
    if (rssMb > order.rssLimitMb) say({ isOverMemory: true, rssMb: Math.round(rssMb) }, () => leave(72));
  }, WATCH_MS);
});
