import { create } from 'zustand';
import type { Job } from '#contract/layers.ts';
import { cityPath } from '../api/api.ts';
import { ApiProblem, problemOf } from '../api/problem.ts';
import { keys } from '../api/queries.ts';
import { queryClient } from '../api/query-client.ts';
import type { PendingFile } from './pending-file.ts';

export interface Upload { readonly id: string; readonly name: string; readonly cityId: string; /** 0..1 of the bytes. */ readonly share: number; readonly problem: ApiProblem | null }
interface UploadState { readonly uploads: readonly Upload[] }

/** Files on their way. It lives beside the pages, so an upload goes on when the page is left. */
export const useUploads = create<UploadState>(() => ({ uploads: [] }));
const running = new Map<string, XMLHttpRequest>();

const change = (id: string, part: Partial<Upload>) => useUploads.setState(({ uploads }) => ({ uploads: uploads.map((upload) => (upload.id === id ? { ...upload, ...part } : upload)) }));
/** Takes an upload off the list, ending it when it still runs. */
export function dropUpload(id: string): void {
  running.get(id)?.abort();
  running.delete(id);
  useUploads.setState(({ uploads }) => ({ uploads: uploads.filter((upload) => upload.id !== id) }));
}

/** The fields of an import, the file last, as the contract asks. Empty ones are not sent. */
export function importForm({ file, kind, source, sourceDate, crs, attribution }: PendingFile): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries({ kind, source, sourceDate, crs, attribution })) if (value) form.append(name, value.trim());
  form.append('file', file, file.name);
  return form;
}

/** Something to send: `path` of the city's that takes it, `name` as the list of uploads shows it. */
export interface Sending { readonly id: string; readonly name: string; readonly path: string; readonly form: FormData }

/** Sends a form; resolves with the job that works on it, or null when it was refused or cancelled (the list tells why). */
export function send(cityId: string, { id, name, path, form }: Sending): Promise<Job | null> {
  useUploads.setState(({ uploads }) => ({ uploads: [...uploads, { id, name, cityId, share: 0, problem: null }] }));
  const request = new XMLHttpRequest();
  running.set(id, request);
  return new Promise((resolve) => {
    const fail = (problem: ApiProblem) => { running.delete(id); change(id, { problem }); resolve(null); };
    request.upload.addEventListener('progress', ({ loaded, total }) => change(id, { share: total > 0 ? loaded / total : 0 }));
    request.addEventListener('error', () => fail(new ApiProblem('offline', 0)));
    request.addEventListener('abort', () => resolve(null));
    request.addEventListener('load', () => {
      if (request.status !== 202) { fail(problemOf(request.status, request.responseText)); return; }
      running.delete(id);
      dropUpload(id);
      void queryClient.invalidateQueries({ queryKey: keys.jobs(cityId) });
      resolve(JSON.parse(request.responseText) as Job);
    });
    request.open('POST', `/api${cityPath(cityId, path)}`);
    request.send(form);
  });
}

/** Sends a file that says enough by itself, to be imported at once. */
export const startUpload = (cityId: string, pending: PendingFile): Promise<Job | null> => send(cityId, { id: pending.id, name: pending.file.name, path: 'imports', form: importForm(pending) });
