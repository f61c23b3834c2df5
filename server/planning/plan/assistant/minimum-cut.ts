/**
 * The cheapest way to part some nodes from the others: a minimum cut by Dinic's algorithm (E. A. Dinic 1970), which on graphs of neighbours in the plane is fast.
 * Of several cheapest parts it gives the smallest, so that the answer does not depend on the order of the arcs.
 */
export interface CutProblem {
  readonly nodes: number;
  /** Cost of node i being left out, and of its being taken. */
  readonly costOut: Float64Array;
  readonly costIn: Float64Array;
  /** Neighbours a, b and the cost of parting them. */
  readonly arcs: readonly { readonly a: number; readonly b: number; readonly cost: number }[];
}

/** Below this a flow is rounding, in the unit of the costs. */
const tiny = 1e-9;

class Network {
  readonly to: number[] = [];
  readonly room: number[] = [];
  readonly #heads: number[][];
  readonly #level: Int32Array;
  readonly #at: Int32Array;

  constructor(nodes: number) {
    this.#heads = Array.from({ length: nodes }, () => []);
    this.#level = new Int32Array(nodes);
    this.#at = new Int32Array(nodes);
  }
  link(a: number, b: number, there: number, back: number): void {
    if (there <= 0 && back <= 0) return;
    (this.#heads[a] as number[]).push(this.to.length);
    this.to.push(b);
    this.room.push(there);
    (this.#heads[b] as number[]).push(this.to.length);
    this.to.push(a);
    this.room.push(back);
  }
  /** Sets how far each node is from the source along arcs with room; true when the sink can be reached. */
  #reach(source: number, sink: number): boolean {
    this.#level.fill(-1);
    this.#level[source] = 0;
    const queue = [source];
    for (let i = 0; i < queue.length; i++) {
      const node = queue[i] as number;
      for (const arc of this.#heads[node] as number[]) {
        const next = this.to[arc] as number;
        if ((this.room[arc] as number) <= tiny || (this.#level[next] as number) >= 0) continue;
        this.#level[next] = (this.#level[node] as number) + 1;
        queue.push(next);
      }
    }
    return (this.#level[sink] as number) >= 0;
  }
  /** One way from source to sink with room all along, filled; false when there is none at these distances. */
  #fill(source: number, sink: number): boolean {
    const path: number[] = [];
    let node = source;
    while (node !== sink) {
      const heads = this.#heads[node] as number[];
      let step = -1;
      for (; (this.#at[node] as number) < heads.length; this.#at[node] = (this.#at[node] as number) + 1) {
        const arc = heads[this.#at[node] as number] as number;
        if ((this.room[arc] as number) > tiny && this.#level[this.to[arc] as number] === (this.#level[node] as number) + 1) { step = arc; break; }
      }
      if (step >= 0) {
        path.push(step);
        node = this.to[step] as number;
        continue;
      }
      const back = path.pop();
      if (back === undefined) return false;
      node = this.to[back ^ 1] as number;
      this.#at[node] = (this.#at[node] as number) + 1;
    }
    let most = Infinity;
    for (const arc of path) most = Math.min(most, this.room[arc] as number);
    for (const arc of path) {
      this.room[arc] = (this.room[arc] as number) - most;
      this.room[arc ^ 1] = (this.room[arc ^ 1] as number) + most;
    }
    return true;
  }
  /** Nodes on the source's side of the cheapest cut. */
  sourceSide(source: number, sink: number): Uint8Array {
    while (this.#reach(source, sink)) {
      this.#at.fill(0);
      while (this.#fill(source, sink));
    }
    return Uint8Array.from(this.#level, (level) => (level >= 0 ? 1 : 0));
  }
}

/** 1 for each node that is taken. */
export function minimumCut({ nodes, costOut, costIn, arcs }: CutProblem): Uint8Array {
  const network = new Network(nodes + 2);
  const [source, sink] = [nodes, nodes + 1];
  for (let node = 0; node < nodes; node++) {
    // What both choices cost alike changes nothing.
    const common = Math.min(costOut[node] as number, costIn[node] as number);
    network.link(source, node, (costOut[node] as number) - common, 0);
    network.link(node, sink, (costIn[node] as number) - common, 0);
  }
  for (const { a, b, cost } of arcs) network.link(a, b, cost, cost);
  return network.sourceSide(source, sink).subarray(0, nodes);
}
