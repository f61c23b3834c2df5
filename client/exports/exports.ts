import { useQuery } from '@tanstack/react-query';
import type { ExportCheck, ExportEncoding, ExportFormat, ExportThing } from '#contract/exports.ts';
import type { Job } from '#contract/layers.ts';
import { api, cityPath } from '../api/api.ts';
import { keys } from '../api/queries.ts';
import type { Locale } from '../app/app-state.ts';

/** What is to be given away. */
export interface ExportSubject {
  readonly what: ExportThing;
  /** Of `units`: of this scheme; absent: of the baseline. */
  readonly scheme?: string;
  readonly kind?: string;
  readonly area?: string;
  readonly rule?: string;
}

/** How. Null: as the format has it. */
export interface ExportSettings {
  readonly format: ExportFormat;
  readonly crs: string | null;
  readonly encoding: ExportEncoding;
  readonly fields: 'keys' | 'titles';
}

export const usualSettings: ExportSettings = { format: 'shapefile', crs: null, encoding: 'UTF-8', fields: 'keys' };

/** Encoding is a matter of these formats; the others are always UTF-8. */
export const hasEncoding = (format: ExportFormat): boolean => format === 'shapefile' || format === 'csv';
export const hasCrs = (format: ExportFormat): boolean => format !== 'kml';
export const hasFields = (format: ExportFormat): boolean => format !== 'dxf';

export function exportQuery({ kind, area, rule, scheme }: ExportSubject, { format, crs, encoding, fields }: ExportSettings, locale: Locale): string {
  const query = new URLSearchParams({ format, lang: locale });
  if (kind !== undefined) query.set('kind', kind);
  if (area !== undefined) query.set('area', area);
  if (rule !== undefined) query.set('rule', rule);
  if (scheme !== undefined) query.set('scheme', scheme);
  if (crs !== null && hasCrs(format)) query.set('crs', crs);
  if (hasEncoding(format)) query.set('encoding', encoding);
  if (hasFields(format)) query.set('fields', fields);
  return query.toString();
}

/** Path after `/api`. */
export const exportPathOf = (cityId: string, { what }: ExportSubject, query: string): string => `${cityPath(cityId, 'exports', what)}?${query}`;
/** Address of the file a job made; its result holds the path. */
export const madeFileUrl = (cityId: string, job: Job): string => `/api${cityPath(cityId, 'exports')}/${(job.result as { path: string }).path}`;

/** What the format cannot hold of it. Asked again whenever the data of the city change, for it hangs below the city's key. */
export const useExportCheck = (cityId: string, subject: ExportSubject, query: string, isOpen: boolean) => useQuery({
  queryKey: [...keys.city(cityId), 'export-check', subject.what, query], enabled: isOpen, retry: false,
  queryFn: ({ signal }) => api.get<ExportCheck>(`${cityPath(cityId, 'exports', subject.what, 'check')}?${query}`, signal),
});

const askAgainMs = 700;

/** A job until it has ended. */
export const useExportJob = (id: string | null) => useQuery({
  queryKey: ['export-job', id], enabled: id !== null, queryFn: ({ signal }) => api.get<Job>(`/jobs/${id ?? ''}`, signal),
  refetchInterval: ({ state }) => (state.data && state.data.state !== 'queued' && state.data.state !== 'running' ? false : askAgainMs),
});
