import type { EditionDifference, SourceLayer } from '#contract/deliveries.ts';
import type { LayerEdition, ReportEntry } from '#contract/layers.ts';
import type { ImportOutcome } from '../import-order.ts';

export type Print = (line: string) => void;

function printList(print: Print, title: string, entries: readonly ReportEntry[]): void {
  if (entries.length === 0) return;
  print(title);
  for (const { code, count, examples } of entries) print(`  ${String(count).padStart(7)}  ${code}: ${examples.slice(0, 3).join('; ')}${count > 3 ? ' …' : ''}`);
}

export function printOutcome(print: Print, { editions, report }: ImportOutcome): void {
  for (const { featureCount, kind, edition, id, status, position } of editions) {
    const why = status === 'quarantined' ? `: ${position.verdict}${position.shift === 'none' ? '' : `, ${position.shift}`}${position.offsetM === null ? '' : `, ${position.offsetM} m`}${position.datumNote ? `, ${position.datumNote}` : ''}` : '';
    print(`  ${String(featureCount).padStart(7)}  ${kind}, edition ${edition}${status === 'current' ? '' : ` (no. ${id}) ${status}${why}`}`);
  }
  print(`${report.read} rows read, ${report.taken} taken`);
  printList(print, 'Mended', report.mended);
  printList(print, 'Left out', report.leftOut);
  printList(print, 'Notes', report.notices);
}

export function printLayers(print: Print, title: string, format: string, layers: readonly SourceLayer[]): void {
  print(`${title}: ${format}`);
  for (const layer of layers) {
    print(`  ${layer.name}: ${layer.featureCount ?? '?'} features, ${layer.geometry.join(', ') || 'no geometry'}${layer.kind ? `, probably ${layer.kind}` : ''}${layer.encoding ? `, text in ${layer.encoding.name} (${layer.encoding.from})` : ''}`);
    for (const { crs, confidence, why } of layer.crs.candidates) print(`    ${crs}: ${confidence}, ${why}`);
    for (const { name, type, samples } of layer.fields) print(`    ${name} (${type})${layer.mapping[name] ? ` → ${layer.mapping[name]}` : ''}: ${samples.slice(0, 3).join(' | ')}`);
    printList(print, '    Findings', layer.findings);
  }
}

export function printDifference(print: Print, { editionId, against, added, removed, changed, same }: Pick<EditionDifference, 'editionId' | 'against' | 'added' | 'removed' | 'changed' | 'same'>): void {
  print(`Against edition no. ${against ?? 'none'}: ${added} added, ${removed} removed, ${changed} changed, ${same} the same.`);
  print(`It waits: “decide ${editionId} accept” puts it into use, “decide ${editionId} refuse” leaves the one in use.`);
}

export function printEditions(print: Print, editions: readonly LayerEdition[]): void {
  for (const { id, kind, edition, status, featureCount, source, createdAt, position, placed, decided } of editions) {
    const where = status === 'quarantined' && position ? `, ${position.verdict}${position.shift === 'none' ? '' : ` ${position.shift}`}` : '';
    const put = placed ? `, lies right${placed.undoneShift === null ? '' : ` (${placed.undoneShift} undone)`}${placed.reason ? `: ${placed.reason}` : ''}` : '';
    const by = decided ? `, ${decided.decision}${decided.reason ? `: ${decided.reason}` : ''}` : '';
    print(`${String(id).padStart(6)}  ${kind.padEnd(22)} ${String(edition).padStart(3)}  ${status.padEnd(11)} ${String(featureCount).padStart(8)}  ${createdAt.slice(0, 10)}  ${source}${where}${put}${by}`);
  }
}
