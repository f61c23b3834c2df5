import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeLock } from '../../../server/db/embedded/lock.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'renewmap-lock-'));
  path = join(folder, 'db.lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the lock of the embedded database', () => {
  it('is held by one and given back', () => {
    const release = takeLock(path);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid });
    expect(() => takeLock(path)).toThrow(`already open in another process (${process.pid})`);
    release();
    expect(existsSync(path)).toBe(false);
    takeLock(path)();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is taken over from a process that is gone', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    writeFileSync(path, JSON.stringify({ pid: child.pid, started: '1' }));
    takeLock(path)();
  });

  it.runIf(existsSync('/proc/self/stat'))('is taken over when the number belongs to a later process', () => {
    writeFileSync(path, JSON.stringify({ pid: process.pid, started: '1' }));
    takeLock(path)();
  });

  it.each([[''], ['{"pid":'], ['[]'], ['not json']])('is taken over when it holds %j, as a full disk leaves it', (text) => {
    writeFileSync(path, text);
    takeLock(path)();
  });
});
