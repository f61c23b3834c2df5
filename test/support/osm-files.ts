/** Writes OSM files from plain values, by the format's own description and without the code that reads them. */
import { deflateSync } from 'node:zlib';

export interface OsmContent {
  /** What the file's head states: west, south, east, north in degrees. */
  readonly bounds?: readonly [number, number, number, number];
  readonly nodes: readonly { readonly id: number; readonly lon: number; readonly lat: number; readonly tags?: Readonly<Record<string, string>> }[];
  readonly ways: readonly { readonly id: number; readonly refs: readonly number[]; readonly tags?: Readonly<Record<string, string>> }[];
  readonly relations: readonly { readonly id: number; readonly members: readonly { readonly type: 'node' | 'way' | 'relation'; readonly id: number; readonly role: string }[]; readonly tags?: Readonly<Record<string, string>> }[];
}

function varint(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  while (rest > 0x7fn) { bytes.push(Number(rest & 0x7fn) | 0x80); rest >>= 7n; }
  bytes.push(Number(rest));
  return bytes;
}
const zigzag = (value: number): bigint => (value < 0 ? -2n * BigInt(value) - 1n : 2n * BigInt(value));
const signed = (value: number): number[] => varint(zigzag(value));
const unsigned = (value: number): number[] => varint(BigInt(value));
const field = (number: number, wire: number): number[] => unsigned((number << 3) | wire);
const bytes = (number: number, content: readonly number[] | Uint8Array): number[] => [...field(number, 2), ...unsigned(content.length), ...content];
const text = (number: number, value: string): number[] => bytes(number, Buffer.from(value));
const deltas = (values: readonly number[]): number[] => values.map((value, i) => value - (values[i - 1] ?? 0));

class Strings {
  readonly all = [''];
  of(value: string): number {
    const found = this.all.indexOf(value);
    return found >= 0 ? found : this.all.push(value) - 1;
  }
}

const grid = (degrees: number): number => Math.round(degrees * 1e7);

function block(content: OsmContent, dense: boolean): number[] {
  const strings = new Strings();
  const tagged = (tags: Readonly<Record<string, string>> = {}): number[] => Object.keys(tags).length === 0 ? [] : [
    ...bytes(2, Object.keys(tags).flatMap((key) => unsigned(strings.of(key)))), ...bytes(3, Object.values(tags).flatMap((value) => unsigned(strings.of(value)))),
  ];
  const { nodes } = content;
  const denseNodes = bytes(2, [
    ...bytes(1, deltas(nodes.map((node) => node.id)).flatMap(signed)),
    ...bytes(8, deltas(nodes.map((node) => grid(node.lat))).flatMap(signed)),
    ...bytes(9, deltas(nodes.map((node) => grid(node.lon))).flatMap(signed)),
    ...bytes(10, nodes.flatMap((node) => [...Object.entries(node.tags ?? {}).flatMap(([key, value]) => [...unsigned(strings.of(key)), ...unsigned(strings.of(value))]), 0])),
  ]);
  const plainNodes = nodes.flatMap((node) => bytes(1, [...field(1, 0), ...signed(node.id), ...tagged(node.tags), ...field(8, 0), ...signed(grid(node.lat)), ...field(9, 0), ...signed(grid(node.lon))]));
  const groups = [
    bytes(2, dense ? denseNodes : plainNodes),
    bytes(2, content.ways.flatMap((way) => bytes(3, [...field(1, 0), ...unsigned(way.id), ...tagged(way.tags), ...bytes(8, deltas(way.refs).flatMap(signed))]))),
    bytes(2, content.relations.flatMap((relation) => bytes(4, [
      ...field(1, 0), ...unsigned(relation.id), ...tagged(relation.tags), ...bytes(8, relation.members.flatMap((member) => unsigned(strings.of(member.role)))),
      ...bytes(9, deltas(relation.members.map((member) => member.id)).flatMap(signed)), ...bytes(10, relation.members.map((member) => ['node', 'way', 'relation'].indexOf(member.type))),
    ]))),
  ].flat();
  return [...bytes(1, strings.all.flatMap((value) => text(1, value))), ...groups];
}

function blob(type: string, content: readonly number[], packed: boolean): Buffer {
  const data = Buffer.from(content);
  const body = packed ? [...field(2, 0), ...unsigned(data.length), ...bytes(3, deflateSync(data))] : bytes(1, data);
  const head = [...text(1, type), ...field(3, 0), ...unsigned(body.length)];
  const size = Buffer.alloc(4);
  size.writeUInt32BE(head.length);
  return Buffer.concat([size, Buffer.from(head), Buffer.from(body)]);
}

export function encodePbf(content: OsmContent, options: { readonly dense?: boolean; readonly packed?: boolean } = {}): Buffer {
  const { dense = true, packed = true } = options;
  const nano = (degrees: number): number => Math.round(degrees * 1e9);
  const [west, south, east, north] = content.bounds ?? [0, 0, 0, 0];
  const head = content.bounds ? bytes(1, [...field(1, 0), ...signed(nano(west)), ...field(2, 0), ...signed(nano(east)), ...field(3, 0), ...signed(nano(north)), ...field(4, 0), ...signed(nano(south))]) : [];
  return Buffer.concat([blob('OSMHeader', [...head, ...text(4, 'OsmSchema-V0.6'), ...text(4, 'DenseNodes')], packed), blob('OSMData', block(content, dense), packed)]);
}

const escaped = (value: string): string => value.replace(/[&<>"'\n]/g, (char) => `&#${char.charCodeAt(0)};`);

export function encodeXml(content: OsmContent): string {
  const tags = (all: Readonly<Record<string, string>> = {}): string => Object.entries(all).map(([key, value]) => `<tag k="${escaped(key)}" v="${escaped(value)}"/>`).join('\n');
  return `<?xml version='1.0' encoding='UTF-8'?>\n<!-- made > here -->\n<osm version="0.6">\n${[
    ...(content.bounds ? [`<bounds minlon="${content.bounds[0]}" minlat="${content.bounds[1]}" maxlon="${content.bounds[2]}" maxlat="${content.bounds[3]}"/>`] : []),
    ...content.nodes.map((node) => `<node id="${node.id}" lat="${node.lat}" lon="${node.lon}">${tags(node.tags)}</node>`),
    ...content.ways.map((way) => `<way id='${way.id}'>${way.refs.map((ref) => `<nd ref="${ref}"/>`).join('')}${tags(way.tags)}</way>`),
    ...content.relations.map((relation) => `<relation id="${relation.id}">${relation.members.map((member) => `<member type="${member.type}" ref="${member.id}" role="${member.role}"/>`).join('')}${tags(relation.tags)}</relation>`),
  ].join('\n')}\n</osm>\n`;
}
