import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { PMTiles, SharedPromiseCache, type RangeResponse, type Source } from 'pmtiles';
import { tilesFolder } from '../ingest/tiles/build-tiles.ts';

/** Byte ranges of an archive on this machine; opened for each, so that no file stays open that nobody asks for. */
class ArchiveFile implements Source {
  readonly #path: string;
  constructor(path: string) {
    this.#path = path;
  }

  getKey(): string {
    return this.#path;
  }

  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    const file = await open(this.#path);
    try {
      const bytes = new Uint8Array(length);
      const { bytesRead } = await file.read(bytes, 0, length, offset);
      return { data: bytes.buffer.slice(0, bytesRead) };
    } finally { await file.close(); }
  }
}

/** Directories of archives kept in memory, a few kB each. */
const directories = 300;

/** Archives by their file names, which never change their contents. */
export class TileArchives {
  readonly #folder: string;
  readonly #cache = new SharedPromiseCache(directories);
  constructor(dataDir: string) {
    this.#folder = tilesFolder(dataDir);
  }

  of(file: string): PMTiles {
    return new PMTiles(new ArchiveFile(join(this.#folder, file)), this.#cache);
  }
}
