export type Tags = Readonly<Record<string, string>>;
export type MemberType = 'node' | 'way' | 'relation';
export interface OsmMember { readonly type: MemberType; readonly id: number; readonly role: string }
export interface OsmWay { readonly id: number; readonly refs: readonly number[]; readonly tags: Tags | null }
export interface OsmRelation { readonly id: number; readonly members: readonly OsmMember[]; readonly tags: Tags | null }
export interface OsmNode { readonly id: number; readonly lon: number; readonly lat: number; readonly tags: Tags }

/** Tags that say nothing about what a thing is. An element with no other tag is only geometry of others. */
const NOISE = /^(?:created_by|source(?::.*)?|note(?::.*)?|fixme|FIXME|attribution|converted_by|import_uuid|tiger:.*|odbl)$/;

/** True when at least one tag says what the thing is. */
export function meansSomething(tags: Tags | null): tags is Tags {
  if (tags === null) return false;
  for (const key in tags) if (!NOISE.test(key)) return true;
  return false;
}

const FIRST_CAPACITY = 1 << 16;

/** Everything of an extract that features are made of. Node positions lie in growing typed arrays: 24 bytes a node. */
export class OsmStore {
  private ids = new Float64Array(FIRST_CAPACITY);
  private lons = new Float64Array(FIRST_CAPACITY);
  private lats = new Float64Array(FIRST_CAPACITY);
  private count = 0;
  private ascending = true;
  readonly taggedNodes: OsmNode[] = [];
  readonly ways: OsmWay[] = [];
  readonly relations: OsmRelation[] = [];
  /** ISO time of the data when the file's head tells. */
  timestamp: string | null = null;
  /** The bounds the file's head states, west, south, east, north in degrees, as they stand there; none, one or several. */
  readonly bounds: (readonly number[])[] = [];

  get nodeCount(): number { return this.count; }

  addNode(id: number, lon: number, lat: number, tags: Tags | null): void {
    if (this.count === this.ids.length) this.grow();
    if (this.count > 0 && id <= this.ids[this.count - 1]!) this.ascending = false;
    this.ids[this.count] = id;
    this.lons[this.count] = lon;
    this.lats[this.count] = lat;
    this.count += 1;
    if (meansSomething(tags)) this.taggedNodes.push({ id, lon, lat, tags });
  }

  private grow(): void {
    const wider = (from: Float64Array): Float64Array<ArrayBuffer> => { const to = new Float64Array(from.length * 2); to.set(from); return to; };
    this.ids = wider(this.ids);
    this.lons = wider(this.lons);
    this.lats = wider(this.lats);
  }

  /** Sorts nodes by id where the file did not. Call once after reading, before `nodeIndex`. */
  seal(): void {
    if (this.ascending) return;
    const order = Uint32Array.from({ length: this.count }, (_, i) => i).sort((a, b) => this.ids[a]! - this.ids[b]!);
    const sorted = (from: Float64Array): Float64Array<ArrayBuffer> => Float64Array.from(order, (i) => from[i]!);
    [this.ids, this.lons, this.lats] = [sorted(this.ids), sorted(this.lons), sorted(this.lats)];
    this.ascending = true;
  }

  /** Position of a node, or null when the extract does not hold it (a border was cut through). */
  position(id: number): [lon: number, lat: number] | null {
    let low = 0;
    let high = this.count - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const found = this.ids[middle]!;
      if (found === id) return [this.lons[middle]!, this.lats[middle]!];
      if (found < id) low = middle + 1; else high = middle - 1;
    }
    return null;
  }
}
