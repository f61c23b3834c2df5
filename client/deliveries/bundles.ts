/** Files that are one delivery: a single file, or the loose parts of one shapefile. */
export interface Bundle { readonly name: string; readonly files: readonly File[]; readonly bytes: number }

/** Endings of what lies beside a .shp; the longer ones first. */
const partEndings = ['.shp.xml', '.shp', '.shx', '.dbf', '.prj', '.cpg', '.cst', '.sbn', '.sbx', '.qpj', '.qix', '.ain', '.aih', '.atx', '.fbn', '.fbx', '.ixs', '.mxs'];
const endingOf = (name: string): string | undefined => partEndings.find((ending) => name.toLowerCase().endsWith(ending));

/** Puts the parts of each shapefile together, named by its .shp; every other file stands alone. The order is that of the first file of each. */
export function bundlesOf(files: readonly File[]): Bundle[] {
  const groups = new Map<string, File[]>();
  files.forEach((file, i) => {
    const ending = endingOf(file.name);
    const key = ending === undefined ? `alone ${i}` : `parts ${file.name.slice(0, -ending.length).toLowerCase()}`;
    groups.set(key, [...(groups.get(key) ?? []), file]);
  });
  return [...groups.values()].map((parts) => ({
    name: (parts.find(({ name }) => name.toLowerCase().endsWith('.shp')) ?? parts[0] as File).name, files: parts, bytes: parts.reduce((sum, { size }) => sum + size, 0),
  }));
}
