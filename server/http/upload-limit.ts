import { BootError } from '../db/boot-error.ts';

const DEFAULT_MB = 512;

/** Largest file an import takes, in bytes: `MAX_UPLOAD_MB` of the environment. @throws BootError when that is no number of megabytes */
export function uploadLimitBytes(environment: NodeJS.ProcessEnv): number {
  const text = environment['MAX_UPLOAD_MB']?.trim();
  const megabytes = text ? Number(text) : DEFAULT_MB;
  if (!(megabytes > 0 && megabytes <= 100_000)) throw new BootError('MAX_UPLOAD_MB must be a number of megabytes, such as 512.');
  return Math.floor(megabytes * 1024 * 1024);
}
