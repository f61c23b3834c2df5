import { plainJson } from '../../db/figure-json.ts';

/** A figure set as text, piece after piece, each unpacked when it is taken. @param head JSON of the set without its figures @param json of each figure, maybe packed */
export function* figureSetText(head: string, json: readonly Uint8Array[]): Generator<string | Uint8Array> {
  yield `${head.slice(0, -1)},"figures":[`;
  for (const [i, figure] of json.entries()) {
    if (i > 0) yield ',';
    yield plainJson(figure);
  }
  yield ']}';
}
