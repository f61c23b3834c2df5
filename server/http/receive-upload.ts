import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { HttpProblem } from './problems.ts';

export interface Upload<Field extends string> {
  /** Name of the file in the uploads folder. */
  readonly id: string;
  /** As the sender calls it, without folders. */
  readonly fileName: string;
  readonly fields: Readonly<Partial<Record<Field, string>>>;
}

export const uploadsFolder = (dataDir: string): string => join(dataDir, 'uploads');
export const uploadPath = (dataDir: string, id: string): string => join(uploadsFolder(dataDir), id);

/** An upload's own name is only ever shown and sniffed at, never used as a path. */
export const baseName = (name: string): string => [...(name.split(/[\\/]/).pop() ?? '')].filter((char) => char.charCodeAt(0) >= 32).join('').slice(0, 200) || 'upload';

async function store(part: MultipartFile, path: string, limitBytes: number): Promise<void> {
  await pipeline(part.file, createWriteStream(path, { flags: 'wx' }));
  if (part.file.truncated) throw new HttpProblem('file_too_large', { detail: `The file is larger than ${Math.floor(limitBytes / 1048576)} MB. Whoever runs the server can raise MAX_UPLOAD_MB; \`npm run import\` has no limit.` });
}

/** Takes one file and its text fields, streamed to disk. Whatever is wrong with the request leaves no file behind. */
export async function receiveUpload<Field extends string>(request: FastifyRequest, dataDir: string, known: readonly Field[], limitBytes: number): Promise<Upload<Field>> {
  if (!request.isMultipart()) throw new HttpProblem('bad_request', { detail: 'Send the file as multipart/form-data.' });
  await mkdir(uploadsFolder(dataDir), { recursive: true });
  const id = randomUUID();
  const fields: Partial<Record<Field, string>> = {};
  let fileName: string | null = null;
  try {
    for await (const part of request.parts({ limits: { fileSize: limitBytes, files: 1, fieldSize: 4096, fields: known.length + 1 } })) {
      if (part.type === 'file') {
        if (part.fieldname !== 'file') throw new HttpProblem('unknown_field', { errors: [{ path: `/${part.fieldname}`, message: 'the file’s field is called “file”' }] });
        fileName = baseName(part.filename);
        await store(part, uploadPath(dataDir, id), limitBytes);
      } else if (known.includes(part.fieldname as Field)) fields[part.fieldname as Field] = String(part.value).trim();
      else throw new HttpProblem('unknown_field', { errors: [{ path: `/${part.fieldname}`, message: 'is not a field the API knows' }] });
    }
    if (fileName === null) throw new HttpProblem('bad_request', { detail: 'There is no file in the request.', errors: [{ path: '/file', message: 'is missing' }] });
  } catch (error) {
    await rm(uploadPath(dataDir, id), { force: true });
    throw error;
  }
  return { id, fileName, fields };
}
