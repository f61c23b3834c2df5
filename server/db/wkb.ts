import type { GeometryType } from '#planning/coverage/dataset.ts';
import type { MultiPolygonCoords, Position } from '#planning/geometry/types.ts';

/** What is told of a geometry while it is read, point by point: no object is made for a coordinate. */
export interface GeometrySink {
  point(x: number, y: number): void;
  endRing(): void;
  endPart(): void;
}

/** OGC type codes. */
const [point, lineString, polygon, multiPoint, multiLineString, multiPolygon] = [1, 2, 3, 4, 5, 6];

/** Reads two-dimensional little-endian WKB (`ST_AsBinary(geom, 'NDR')`), one geometry after the other. */
export class WkbReader {
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Type of the next geometry, which stays to be read. @throws when it is none of the six plain types */
  peek(): GeometryType {
    const type = this.#view.getUint32(this.#at + 1, true);
    if (type === point || type === multiPoint) return 'point';
    if (type === lineString || type === multiLineString) return 'line';
    if (type === polygon || type === multiPolygon) return 'polygon';
    throw new Error(`a layer holds a geometry of WKB type ${type}`);
  }

  read(sink: GeometrySink): void {
    const type = this.#header();
    if (type === point) {
      this.#points(1, sink);
      sink.endPart();
    } else if (type === lineString) {
      this.#points(this.#count(), sink);
      sink.endPart();
    } else if (type === polygon) {
      for (let rings = this.#count(); rings > 0; rings -= 1) this.#points(this.#count(), sink);
      sink.endPart();
    } else {
      for (let parts = this.#count(); parts > 0; parts -= 1) this.read(sink);
    }
  }

  #header(): number {
    const type = this.#view.getUint32(this.#at + 1, true);
    this.#at += 5;
    return type;
  }

  #count(): number {
    const count = this.#view.getUint32(this.#at, true);
    this.#at += 4;
    return count;
  }

  #points(count: number, sink: GeometrySink): void {
    for (let i = 0; i < count; i += 1) {
      sink.point(this.#view.getFloat64(this.#at, true), this.#view.getFloat64(this.#at + 8, true));
      this.#at += 16;
    }
    sink.endRing();
  }
}

/** A polygon or multipolygon as nested arrays of positions. */
export function polygonsOfWkb(bytes: Uint8Array): MultiPolygonCoords {
  const polygons: Position[][][] = [];
  let rings: Position[][] = [];
  let ring: Position[] = [];
  new WkbReader(bytes).read({
    point: (x, y) => { ring.push([x, y]); },
    endRing: () => { rings.push(ring); ring = []; },
    endPart: () => { polygons.push(rings); rings = []; },
  });
  return polygons;
}

/** A multipolygon as little-endian WKB. */
export function wkbOfPolygons(polygons: MultiPolygonCoords): Buffer {
  const chunks: Buffer[] = [header(multiPolygon, polygons.length)];
  for (const rings of polygons) {
    chunks.push(header(polygon, rings.length));
    for (const ring of rings) {
      const bytes = Buffer.alloc(4 + 16 * ring.length);
      bytes.writeUInt32LE(ring.length);
      ring.forEach(([x, y], i) => { bytes.writeDoubleLE(y, bytes.writeDoubleLE(x, 4 + 16 * i)); });
      chunks.push(bytes);
    }
  }
  return Buffer.concat(chunks);
}

function header(type: number, count: number): Buffer {
  const bytes = Buffer.alloc(9, 1);
  bytes.writeUInt32LE(type, 1);
  bytes.writeUInt32LE(count, 5);
  return bytes;
}
