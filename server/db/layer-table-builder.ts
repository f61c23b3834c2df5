import type { Column, GeometryType, LayerTable } from '#planning/coverage/dataset.ts';
import type { InputRef } from '#planning/coverage/figure.ts';

/** How a column of `data/layers.json` travels. */
export type ColumnType = 'number' | 'text' | 'boolean';
type AttributeValue = string | number | boolean | null | undefined;

const absentCode = 0xffff;

/** A typed array that grows by doubling. */
class Growing<T extends Float64Array | Uint32Array | Uint16Array> {
  #array: T;
  length = 0;
  constructor(array: T) {
    this.#array = array;
  }
  push(value: number): void {
    if (this.length === this.#array.length) {
      const larger = new (this.#array.constructor as new (length: number) => T)(this.length * 2);
      larger.set(this.#array);
      this.#array = larger;
    }
    this.#array[this.length] = value;
    this.length += 1;
  }
  /** A copy of exactly the values, on a buffer of its own, so that it can be transferred. */
  done(): T {
    return this.#array.slice(0, this.length) as T;
  }
}

const uint32 = (): Growing<Uint32Array> => new Growing(new Uint32Array(1024));
const float64 = (): Growing<Float64Array> => new Growing(new Float64Array(1024));

interface ColumnBuilder {
  add(value: AttributeValue): void;
  done(): Column;
}

function numberColumn(): ColumnBuilder {
  const values = float64();
  return { add: (value) => { values.push(typeof value === 'number' ? value : NaN); }, done: () => ({ type: 'number', values: values.done() }) };
}

function textColumn(layer: string): ColumnBuilder {
  const codes = new Growing(new Uint16Array(1024));
  const codeOf = new Map<string, number>();
  return {
    add: (value) => {
      if (value === null || value === undefined || value === '') {
        codes.push(absentCode);
        return;
      }
      const text = String(value);
      let code = codeOf.get(text);
      if (code === undefined) {
        code = codeOf.size;
        if (code >= absentCode) throw new Error(`an attribute of ${layer} has more than ${absentCode} different values`);
        codeOf.set(text, code);
      }
      codes.push(code);
    },
    done: () => ({ type: 'text', codes: codes.done(), dictionary: [...codeOf.keys()] }),
  };
}

/** Fills one `LayerTable` of one geometry type from features in ascending order of id. */
export class LayerTableBuilder {
  readonly #kind: string;
  readonly #geometryType: GeometryType;
  readonly #columns: ReadonlyMap<string, ColumnBuilder>;
  readonly #ids = float64();
  readonly #features = uint32();
  readonly #parts = uint32();
  readonly #rings = uint32();
  readonly #coords = float64();

  constructor(kind: string, geometryType: GeometryType, columns: ReadonlyMap<string, ColumnType>) {
    this.#kind = kind;
    this.#geometryType = geometryType;
    this.#columns = new Map([...columns].map(([name, type]) => [name, type === 'number' ? numberColumn() : textColumn(kind)]));
    for (const offsets of [this.#features, this.#parts, this.#rings]) offsets.push(0);
  }

  get isEmpty(): boolean {
    return this.#ids.length === 0;
  }

  beginFeature(id: number): void {
    this.#ids.push(id);
  }

  point(x: number, y: number): void {
    this.#coords.push(x);
    this.#coords.push(y);
  }

  endRing(): void {
    this.#rings.push(this.#coords.length / 2);
  }

  endPart(): void {
    this.#parts.push(this.#rings.length - 1);
  }

  /** `attributes` in the order of the columns given. */
  endFeature(attributes: readonly AttributeValue[]): void {
    this.#features.push(this.#parts.length - 1);
    let index = 0;
    for (const column of this.#columns.values()) {
      column.add(attributes[index]);
      index += 1;
    }
  }

  done(input: InputRef): LayerTable {
    return {
      kind: this.#kind, geometryType: this.#geometryType, input, ids: this.#ids.done(), featureOffsets: this.#features.done(), partOffsets: this.#parts.done(),
      ringOffsets: this.#rings.done(), coords: this.#coords.done(), columns: Object.fromEntries([...this.#columns].map(([name, column]) => [name, column.done()])),
    };
  }
}
