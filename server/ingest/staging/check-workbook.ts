import { openPromise, type ZipFile } from 'yauzl';
import { IngestProblem } from '../driver.ts';
import { archiveLimits, workbookLimits as limits } from './limits.ts';

/** Unpacks a workbook to nowhere, counting: the library that reads it unpacks it into memory without asking. Throws for one that is damaged, a bomb, or locked. */
export async function checkWorkbook(path: string, signal: AbortSignal): Promise<void> {
  let zip: ZipFile;
  try { zip = await openPromise(path, { lazyEntries: true, autoClose: false }); } catch { throw new IngestProblem('file_unreadable', 'The workbook is no .xlsx file, or it is cut off or locked with a password. Open it in Excel or WPS and save it as .xlsx.', 'whole file'); }
  try {
    let total = 0;
    if (zip.entryCount > limits.entries) throw tooLarge(`${zip.entryCount} parts`);
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      let isFirst = true, own = 0;
      for await (const chunk of await zip.openReadStreamPromise(entry)) {
        signal.throwIfAborted();
        total += (chunk as Buffer).length;
        own += (chunk as Buffer).length;
        if (own > archiveLimits.ratioFrom && own > entry.compressedSize * archiveLimits.ratio) throw tooLarge(`“${entry.fileName}” unpacks to more than ${archiveLimits.ratio} times its packed size`);
        if (total > limits.totalBytes) throw tooLarge(`more than ${limits.totalBytes / 1024 ** 2} MB unpacked`);
        if (isFirst && /<!DOCTYPE|<!ENTITY/i.test((chunk as Buffer).subarray(0, 4096).toString('latin1'))) throw new IngestProblem('file_unreadable', `“${entry.fileName}” in the workbook declares XML entities, which workbooks do not have and hostile ones use. It is not read.`, entry.fileName);
        isFirst = false;
      }
    }
  } catch (error) {
    if (error instanceof IngestProblem || signal.aborted) throw error;
    throw new IngestProblem('file_unreadable', `The workbook is damaged: ${(error as Error).message.slice(0, 200)}. Save it again.`, 'whole file');
  } finally { zip.close(); }
}

const tooLarge = (what: string): IngestProblem => new IngestProblem('file_too_large', `The workbook is too large for a table of points: ${what}. Save the sheet as CSV.`, 'whole file');
