/** What tests of files over HTTP need: a multipart body, and waiting for a job. */
import type { Job } from '../../server/contract/layers.ts';
import type { SignedIn } from './app.ts';

export type Part = readonly [name: string, value: string | Buffer, fileName?: string];

export function multipart(parts: readonly Part[]): { payload: Buffer; headers: Record<string, string> } {
  const boundary = 'x-test-boundary';
  const payload = Buffer.concat([
    ...parts.flatMap(([name, value, fileName]) => [
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"${fileName === undefined ? '' : `; filename="${fileName}"\r\ncontent-type: application/octet-stream`}\r\n\r\n`), Buffer.from(value), Buffer.from('\r\n'),
    ]), Buffer.from(`--${boundary}--\r\n`),
  ]);
  return { payload, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
}

/** The job once it has ended. */
export async function ended(person: SignedIn, id: string): Promise<Job> {
  for (let i = 0; i < 1200; i += 1) {
    const job = (await person.get(`/api/jobs/${id}`)).json<Job>();
    if (job.state !== 'queued' && job.state !== 'running') return job;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  throw new Error('the job does not end');
}
