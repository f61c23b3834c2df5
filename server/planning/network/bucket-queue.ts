/**
 * Nodes waiting to be looked at, by distance in buckets of 16 m. Within a bucket in any order: a node whose distance shrinks again is put in again, and what it
 * was put in with before is stale. Exact, and half the time of a heap on street networks.
 */
import type { StreetGraph } from './street-graph.ts';

const BUCKET_M = 16;
const NONE = -1;

/** Fields are read by `spread` below, which is where the time goes. */
export class BucketQueue {
  heads = new Int32Array(1024).fill(NONE);
  next = new Int32Array(4096);
  nodes = new Int32Array(4096);
  distances = new Float64Array(4096);
  labels = new Int32Array(4096);
  size = 0;
  free = NONE;
  bucket = 0;
  last = -1;
  /** What `take` took. */
  node = 0;
  distance = 0;
  label = 0;

  /** @param distance finite, not less than that of what was taken last */
  put(node: number, distance: number, label: number): void {
    const bucket = Math.floor(distance / BUCKET_M);
    if (bucket > this.last) {
      this.last = bucket;
      if (bucket >= this.heads.length) this.growBuckets(bucket);
    }
    let entry = this.free;
    if (entry === NONE) {
      entry = this.size++;
      if (entry === this.next.length) this.growEntries();
    } else {
      this.free = this.next[entry];
    }
    this.nodes[entry] = node;
    this.distances[entry] = distance;
    this.labels[entry] = label;
    this.next[entry] = this.heads[bucket];
    this.heads[bucket] = entry;
    if (bucket < this.bucket) this.bucket = bucket;
  }

  /** False when nothing waits any more; the queue is then as new. */
  take(): boolean {
    while (this.bucket <= this.last) {
      const entry = this.heads[this.bucket];
      if (entry === NONE) {
        this.bucket++;
        continue;
      }
      this.heads[this.bucket] = this.next[entry];
      this.next[entry] = this.free;
      this.free = entry;
      this.node = this.nodes[entry];
      this.distance = this.distances[entry];
      this.label = this.labels[entry];
      return true;
    }
    this.bucket = 0;
    this.last = -1;
    return false;
  }

  growBuckets(bucket: number): void {
    const larger = new Int32Array(Math.max(bucket + 1, 2 * this.heads.length)).fill(NONE);
    larger.set(this.heads);
    this.heads = larger;
  }

  growEntries(): void {
    const length = 2 * this.next.length;
    this.next = grown(this.next, new Int32Array(length));
    this.nodes = grown(this.nodes, new Int32Array(length));
    this.distances = grown(this.distances, new Float64Array(length));
    this.labels = grown(this.labels, new Int32Array(length));
  }
}

function grown<T extends Int32Array | Float64Array>(array: T, larger: T): T {
  larger.set(array as never);
  return larger;
}

/**
 * Follows every way from what waits in the queue until nothing gets nearer; of equally near facilities the lower number stays. The queue's own `take` and `put`,
 * written out with its arrays at hand.
 */
export function spread({ arcStart, arcTo, arcM }: StreetGraph, cutoffM: number, nodeM: Float64Array, nodeFacility: Int32Array, queue: BucketQueue): void {
  let { heads, next, nodes, distances, labels, size, free, last } = queue;
  for (let bucket = queue.bucket; bucket <= last; bucket++) {
    for (let entry = heads[bucket]; entry !== NONE; entry = heads[bucket]) {
      heads[bucket] = next[entry];
      const node = nodes[entry];
      const distance = distances[entry];
      const label = labels[entry];
      next[entry] = free;
      free = entry;
      if (nodeM[node] !== distance || nodeFacility[node] !== label) continue;
      const end = arcStart[node + 1];
      for (let k = arcStart[node]; k < end; k++) {
        let before = node;
        let other = arcTo[k];
        let metres = distance + arcM[k];
        // Most nodes are mere bends: the way is followed past them at once, and only a junction waits its turn.
        for (;;) {
          const known = nodeM[other];
          if (metres > known || metres > cutoffM || (metres === known && label >= nodeFacility[other])) break;
          nodeM[other] = metres;
          nodeFacility[other] = label;
          const first = arcStart[other];
          const ways = arcStart[other + 1] - first;
          if (ways === 1) break;
          if (ways === 2) {
            const onward = arcTo[first] === before ? first + 1 : first;
            metres += arcM[onward];
            before = other;
            other = arcTo[onward];
            continue;
          }
          const into = Math.floor(metres / BUCKET_M);
          if (into > last) {
            last = into;
            if (into >= heads.length) {
              queue.growBuckets(into);
              ({ heads } = queue);
            }
          }
          let put = free;
          if (put === NONE) {
            put = size++;
            if (put === next.length) {
              queue.growEntries();
              ({ next, nodes, distances, labels } = queue);
            }
          } else {
            free = next[put];
          }
          nodes[put] = other;
          distances[put] = metres;
          labels[put] = label;
          next[put] = heads[into];
          heads[into] = put;
          break;
        }
      }
    }
  }
  queue.size = size;
  queue.free = free;
  queue.bucket = 0;
  queue.last = -1;
}
