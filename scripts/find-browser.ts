import { execFile, execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';

export interface Browser { readonly executablePath: string; readonly libraryPath: string }

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Shared libraries the packaged Chromium wants and a bare machine may lack, unpacked from the package itself. */
async function unpackLibraries(packageRoot: string, target: string): Promise<void> {
  if (existsSync(join(target, 'lib'))) return;
  mkdirSync(target, { recursive: true });
  const tar = join(target, 'libraries.tar');
  await pipeline(createReadStream(join(packageRoot, 'bin', 'al2023.tar.br')), createBrotliDecompress(), createWriteStream(tar));
  execFileSync('tar', ['-xf', tar, '-C', target]);
}

export async function packagedBrowser(): Promise<Browser | null> {
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    const executablePath = await chromium.executablePath();
    const packageRoot = join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..', '..');
    const target = join(dirname(executablePath), 'renewmap-chromium-libraries');
    await unpackLibraries(packageRoot, target);
    return { executablePath, libraryPath: [join(target, 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':') };
  } catch {
    return null;
  }
}

async function starts(browser: Browser): Promise<boolean> {
  try {
    await promisify(execFile)(browser.executablePath, ['--version', '--no-sandbox'], { env: { ...process.env, LD_LIBRARY_PATH: browser.libraryPath } });
    return true;
  } catch {
    return false;
  }
}

/** A Chromium that starts: CHROMIUM, else the system's, else the one in the npm package; null when none does. */
export async function findBrowser(): Promise<Browser | null> {
  const named = [process.env['CHROMIUM'], ...installed].filter((path): path is string => path !== undefined && existsSync(path));
  for (const executablePath of named) {
    const browser = { executablePath, libraryPath: process.env['LD_LIBRARY_PATH'] ?? '' };
    if (await starts(browser)) return browser;
  }
  const fallback = await packagedBrowser();
  return fallback && (await starts(fallback)) ? fallback : null;
}
