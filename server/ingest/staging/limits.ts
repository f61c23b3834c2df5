/** What is taken of an archive before it is refused. Measured while unpacking, never believed from its headers. */
export const archiveLimits = {
  entries: 2000,
  /** All that is unpacked, bytes. */
  totalBytes: 4 * 1024 ** 3,
  /** Unpacked bytes for each packed one, once more than `ratioFrom` bytes came out: text packs 20:1 at most, a bomb 1000:1. */
  ratio: 200,
  ratioFrom: 64 * 1024 ** 2,
  /** Archives inside archives: none are opened. */
  nameLength: 255,
  /** Folders in folders. */
  depth: 12,
} as const;
/** Files handed in together. */
export const FILES_LIMIT = 200;
/** A workbook is unpacked into memory. */
export const workbookLimits = { entries: 2000, totalBytes: 200 * 1024 ** 2 } as const;
