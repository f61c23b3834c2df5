import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LayerKind } from '#contract/layers.ts';
import type { LayerKinds } from '../../../client/api/queries.ts';

type Registry = { readonly groups: LayerKinds['groups']; readonly kinds: Readonly<Record<string, Omit<LayerKind, 'kind'>>> };
const registry = JSON.parse(readFileSync(join(import.meta.dirname, '../../../data/layers.json'), 'utf8')) as Registry;

/** The real registry as the API answers it. */
export const layerKinds: LayerKinds = { groups: registry.groups, kinds: Object.entries(registry.kinds).map(([kind, rest]) => ({ kind, ...rest })) };
