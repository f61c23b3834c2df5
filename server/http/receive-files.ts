import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import type { DeliveredFile } from '../db/repositories/deliveries.ts';
import { FILES_LIMIT } from '../ingest/staging/limits.ts';
import { HttpProblem } from './problems.ts';
import { baseName } from './receive-upload.ts';

/** Takes the files of a request into a folder of their own, streamed to disk under numbers. Whatever is wrong with the request leaves nothing behind. */
export async function receiveFiles(request: FastifyRequest, folder: string, limitBytes: number): Promise<DeliveredFile[]> {
  if (!request.isMultipart()) throw new HttpProblem('bad_request', { detail: 'Send the files as multipart/form-data.' });
  await mkdir(folder, { recursive: true });
  const files: DeliveredFile[] = [];
  let total = 0;
  const tooLarge = (): HttpProblem => new HttpProblem('file_too_large', { detail: `The delivery is larger than ${Math.floor(limitBytes / 1048576)} MB. Whoever runs the server can raise MAX_UPLOAD_MB; \`npm run import\` has no limit.` });
  try {
    for await (const part of request.parts({ limits: { fileSize: limitBytes, files: FILES_LIMIT, fields: 1 } })) {
      if (part.type !== 'file' || part.fieldname !== 'file') throw new HttpProblem('unknown_field', { errors: [{ path: `/${part.fieldname}`, message: 'is not a field the API knows; every file’s field is called “file”' }] });
      const stored = String(files.length);
      await pipeline(part.file, createWriteStream(join(folder, stored), { flags: 'wx' }));
      total += part.file.bytesRead;
      if (part.file.truncated || total > limitBytes) throw tooLarge();
      files.push({ name: baseName(part.filename), stored, bytes: part.file.bytesRead });
    }
    if (files.length === 0) throw new HttpProblem('bad_request', { detail: 'There is no file in the request.', errors: [{ path: '/file', message: 'is missing' }] });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    if ((error as { code?: string }).code === 'FST_FILES_LIMIT') throw new HttpProblem('file_too_large', { detail: `More than ${FILES_LIMIT} files. Pack them into one ZIP archive.` });
    throw error;
  }
  return files;
}
