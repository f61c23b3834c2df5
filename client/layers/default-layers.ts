/** Kinds that start switched off: context that crowds the map until somebody asks. */
const offAtFirst: ReadonlySet<string> = new Set(['built_up_area', 'idle_land', 'parking', 'waste_station', 'commerce_poi', 'green_cover', 'sponge_area', 'residential_community', 'pipe_network', 'illegal_structure']);

/** Whether a kind is drawn, by its default and the person's own switches. */
export const isShown = (kind: string, switches: Readonly<Record<string, boolean>>): boolean => switches[kind] ?? !offAtFirst.has(kind);
