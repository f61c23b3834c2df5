import { open, stat } from 'node:fs/promises';

/** What the head of a .dbf says, and the raw bytes of its texts. */
export interface DbfTexts {
  readonly rows: number;
  /** Rows the file is long enough for. */
  readonly rowsPresent: number;
  readonly languageByte: number;
  readonly texts: readonly Uint8Array[];
}

const HEAD_BYTES = 32, FIELD_BYTES = 32, END_OF_FIELDS = 0x0d;
/** Bytes of rows that are looked at: enough to tell an encoding. */
const LOOK_BYTES = 8 * 1024 * 1024;

interface Column { readonly from: number; readonly to: number; readonly name: Uint8Array }

function textColumns(head: Buffer): Column[] {
  const columns: Column[] = [];
  let from = 1;
  for (let at = HEAD_BYTES; at + FIELD_BYTES <= head.length && head[at] !== END_OF_FIELDS; at += FIELD_BYTES) {
    const type = String.fromCharCode(head[at + 11]!);
    // Long texts use the byte of the decimals for their length.
    const length = head[at + 16]! + (type === 'C' ? head[at + 17]! * 256 : 0);
    const end = head.indexOf(0, at);
    const name = head.subarray(at, Math.min(end < 0 ? at + 11 : end, at + 11));
    columns.push({ from, to: type === 'C' ? from + length : from, name });
    from += length;
  }
  return columns;
}

const trimmed = (bytes: Uint8Array): Uint8Array => {
  let end = bytes.indexOf(0);
  if (end < 0) end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0x20) end -= 1;
  return bytes.subarray(0, end);
};

/** Reads the texts of a .dbf as bytes, for telling their encoding; null for a file that is no .dbf. Bounded whatever the head claims. */
export async function dbfTexts(path: string): Promise<DbfTexts | null> {
  const { size } = await stat(path);
  const file = await open(path);
  try {
    const first = Buffer.alloc(HEAD_BYTES);
    if ((await file.read(first, 0, HEAD_BYTES, 0)).bytesRead < HEAD_BYTES) return null;
    const rows = first.readUInt32LE(4), headLength = first.readUInt16LE(8), rowLength = first.readUInt16LE(10);
    if (headLength < HEAD_BYTES + 1 || rowLength < 1 || headLength > size) return null;
    const head = Buffer.alloc(headLength);
    await file.read(head, 0, headLength, 0);
    const columns = textColumns(head);
    const body = Buffer.alloc(Math.min(size - headLength, LOOK_BYTES));
    const { bytesRead } = await file.read(body, 0, body.length, headLength);
    const texts: Uint8Array[] = columns.map(({ name }) => name);
    for (let at = 0; at < bytesRead; at += rowLength) {
      for (const { from, to } of columns) if (to > from && at + from < bytesRead) { const text = trimmed(body.subarray(at + from, Math.min(at + to, bytesRead))); if (text.length > 0) texts.push(text); }
    }
    return { rows, rowsPresent: Math.floor((size - headLength) / rowLength), languageByte: first[29]!, texts };
  } finally { await file.close(); }
}
