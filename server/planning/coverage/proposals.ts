/**
 * A prepared city with proposals in it: every question is answered as if they were features of their layers, but what they do not reach is the existing
 * city's own answer. Selections and reaches follow when they are next asked for, each looking only at what the changed proposals reached and reach now.
 */
import { overlayScope } from '../geometry/overlay-scope.ts';
import type { SupplyTier, Selector } from '../standards/rule.ts';
import { serviceAreaOf, type ServiceArea } from './area-gap.ts';
import { footwaysOf, subjectOf } from './altered.ts';
import type { AreaReach } from './area-reach.ts';
import { buildBorderReach, type BorderReach } from './border-reach.ts';
import type { Atoms } from './atoms.ts';
import { tablesOf, type LayerTable } from './dataset.ts';
import { boxOf } from './features.ts';
import type { HomeReach } from './home-reach.ts';
import { sidesOf } from './home-sides.ts';
import type { Homes } from './homes.ts';
import { bufferMade, type PreparedCity } from './prepare.ts';
import { columnsOfRow, isSameProposal, proposalTable, type MetricProposal } from './proposal.ts';
import { ProposedAreaReach } from './proposals-area-reach.ts';
import { AtomDistances } from './proposals-atom-distances.ts';
import { ProposedAtoms } from './proposals-atoms.ts';
import { HomeDistances } from './proposals-home-distances.ts';
import { ProposedHomeReach } from './proposals-home-reach.ts';
import { ProposedSelection, type ProposedFeature } from './proposals-selection.ts';
import { ProposedStreetReach } from './proposals-street-reach.ts';
import type { Member } from './member.ts';
import type { Selection } from './selection.ts';
import type { StreetReach } from './street-reach.ts';
import { tierKeys } from './tier-keys.ts';
import { WalkWithProposals } from './proposals-walk.ts';
import { ProposedWalkReach } from './proposals-walk-reach.ts';
import { walkReachOf, type WalkReach } from './walk-reach.ts';

/** Something derived and the count of changes it has followed. */
interface Derived<T> { readonly value: T; followed: number }

export interface ProposedCity extends PreparedCity {
  /** Takes over the proposals as they are now. A value that is the same object as before is the same proposal unmoved. */
  propose(list: readonly MetricProposal[]): void;
  readonly proposals: readonly MetricProposal[];
  /** Proposed footways that are not in the network. Only where the city has roads. */
  looseFootways(): readonly number[];
}

/**
 * Proposals of a layer the city does not have are not counted: what stands there already is not known, and a rule that needs the layer stays unassessed.
 */
export function proposedCity(city: PreparedCity): ProposedCity {
  const overlay = overlayScope(city.overlay);
  const derived = new Map<string, Derived<unknown>>();
  const cache = new Map<unknown, unknown>();
  const areas = new Map<LayerTable, Map<number, ServiceArea>>();
  const numbers = new WeakMap<Atoms, number>();
  let numbered = 0;
  const numberOf = (demand: Atoms): number => {
    let number = numbers.get(demand);
    if (number === undefined) numbers.set(demand, number = numbered++);
    return number;
  };
  let distances: HomeDistances | null = null;
  const atomDistances = new AtomDistances();
  let proposals: readonly MetricProposal[] = [];
  let features = new Map<MetricProposal, ProposedFeature>();
  let ordered: readonly ProposedFeature[] = [];
  let changes = 0;
  const keyOf = tierKeys();
  const onFoot = new WalkWithProposals(city);

  const speaksOfProposals = (tiers: readonly (Selector | SupplyTier)[]): boolean => tiers.some(({ layer }) => ordered.some((feature) => feature.layer === layer));
  const follow = <T>(key: string, build: () => T, update: (value: T) => void): T => {
    let known = derived.get(key) as Derived<T> | undefined;
    if (!known) derived.set(key, known = { value: build(), followed: -1 });
    if (known.followed !== changes) {
      known.followed = changes;
      update(known.value);
    }
    return known.value;
  };
  /** Once something was derived it is asked again even when its layer has lost its last proposal: it then lets go of what it held. */
  const isDerived = (key: string, tiers: readonly (Selector | SupplyTier)[]): boolean => derived.has(key) || speaksOfProposals(tiers);

  const serviceArea = (member: Member): ServiceArea => {
    const own = areas.get(member.table);
    if (!own) return { shape: city.bufferOf(member), convex: null };
    let area = own.get(member.radiusM);
    if (!area) own.set(member.radiusM, area = serviceAreaOf(bufferMade(member, overlay), overlay));
    return area;
  };
  const selection = (tiers: readonly (Selector | SupplyTier)[]): Selection => {
    const key = `selection ${keyOf(tiers)}`;
    return isDerived(key, tiers) ? proposedSelection(key, tiers) : city.selection(tiers);
  };
  const proposedSelection = (key: string, tiers: readonly (Selector | SupplyTier)[]): ProposedSelection =>
    follow(key, () => new ProposedSelection(city.selection(tiers), tiers), (value) => value.update(ordered));
  const supplyOf = (tiers: readonly (Selector | SupplyTier)[]): ProposedSelection => proposedSelection(`selection ${keyOf(tiers)}`, tiers);
  const atomChanges = new Map<string, number>();
  const atoms = (...selectors: readonly Selector[]): Atoms => {
    const key = `atoms ${keyOf(selectors)}`;
    if (!isDerived(key, selectors)) return city.atoms(...selectors);
    return follow(key, () => new ProposedAtoms(city.atoms(...selectors), supplyOf(selectors), overlay), (value) => {
      supplyOf(selectors);
      if (value.update()) atomChanges.set(key, changes);
    });
  };

  const view: ProposedCity = {
    ...city, overlay, selection, atoms, bufferOf: (member) => serviceArea(member).shape,
    // Kept things are named after the tiers they are made of; what reads no layer with a proposal (a rule's own facts, the walking graph) is the city's.
    kept: (key, build) => {
      if (typeof key !== 'string' || !ordered.some(({ layer }) => key.includes(`"layer":"${layer}"`))) return city.kept(key, build);
      if (!cache.has(key)) cache.set(key, build());
      return cache.get(key) as ReturnType<typeof build>;
    },
    areaReach: (demand, supply): AreaReach => {
      const key = `area ${keyOf([demand])} ${keyOf(supply)}`;
      if (!isDerived(key, [demand, ...supply])) return city.areaReach(demand, supply);
      return follow(key, () => new ProposedAreaReach(city.areaReach(demand, supply), atoms(demand), supplyOf(supply), overlay, serviceArea, atomDistances), (value) => {
        const now = atoms(demand);
        supplyOf(supply);
        value.update(now, atomChanges.get(`atoms ${keyOf([demand])}`) === changes);
      });
    },
    homeReach: (homes: Homes, supply): HomeReach => {
      const key = `homes ${keyOf(supply)}`;
      if (!isDerived(key, supply)) return city.homeReach(homes, supply);
      return follow(key, () => new ProposedHomeReach(homes, city.homeReach(homes, supply), supplyOf(supply), distances ??= new HomeDistances(homes)), (value) => {
        supplyOf(supply);
        value.update();
      });
    },
    homeWalkReach: (homes, supply, marginM): WalkReach => {
      const key = `walk homes ${marginM} ${keyOf(supply)}`;
      if (!derived.has(key) && !onFoot.isAltered && !speaksOfProposals(supply)) return city.homeWalkReach(homes, supply, marginM);
      return follow(key, () => new ProposedWalkReach(supplyOf(supply), homes.count, marginM), (value) => {
        supplyOf(supply);
        value.update(onFoot.homeReach(homes, key, supply, marginM), onFoot.revision, (member) => onFoot.walkedTo(member, homes, marginM));
      });
    },
    homeWalkSides: (homes, supply, marginM) => (!onFoot.isAltered && !speaksOfProposals(supply) ? city.homeWalkSides(homes, supply, marginM) : sidesOf(view.homeWalkReach(homes, supply, marginM).beyondM, marginM)),
    parcelWalkReach: (parcels, supply, marginM): WalkReach => {
      // Proposed parcels (none of the rules has them) are joined and searched anew.
      if (parcels instanceof ProposedAtoms) return walkReachOf(onFoot, onFoot.doorsOfProposed(parcels), selection(supply), marginM);
      const key = `walk parcels ${marginM} ${numberOf(parcels)} ${keyOf(supply)}`;
      if (!derived.has(key) && !onFoot.isAltered && !speaksOfProposals(supply)) return city.parcelWalkReach(parcels, supply, marginM);
      return follow(key, () => new ProposedWalkReach(supplyOf(supply), parcels.count, marginM), (value) => {
        supplyOf(supply);
        value.update(onFoot.parcelReach(parcels, key, supply, marginM), onFoot.revision, (member) => onFoot.walkedTo(member, parcels, marginM));
      });
    },
    streetReach: (demand, supply): StreetReach => {
      const key = `streets ${keyOf(demand)} ${keyOf(supply)}`;
      if (!isDerived(key, supply)) return city.streetReach(demand, supply);
      return follow(key, () => new ProposedStreetReach(city.streetReach(demand, supply), city.coverMeasure(supply), supplyOf(supply)), (value) => {
        supplyOf(supply);
        value.update();
      });
    },
    // No rule has proposals beside its borders; where one has, they are gone along anew.
    borderReach: (border, along, withinM): BorderReach => {
      const key = `borders ${withinM} ${keyOf(border)} ${keyOf(along)}`;
      if (!speaksOfProposals([...border, ...along])) return city.borderReach(border, along, withinM);
      const made: { reach: BorderReach | null } = follow(key, () => ({ reach: null }), (value: { reach: BorderReach | null }) => { value.reach = null; });
      return made.reach ??= buildBorderReach(selection(border), selection(along), withinM);
    },
    walkLinks: (homes) => onFoot.links(homes) ?? city.walkLinks(homes),
    get proposals() { return proposals; },
    looseFootways: () => onFoot.looseFootways,
    propose: (list) => {
      if (list.length === proposals.length && list.every((each, i) => each === proposals[i])) return;
      changes += 1;
      cache.clear();
      proposals = list;
      const before = features;
      features = new Map();
      for (const proposal of list) {
        const feature = before.get(proposal) ?? featureOf(city, proposal, columnsAmong(before, proposal));
        if (feature) features.set(proposal, feature);
      }
      ordered = [...features.values()].sort((a, b) => a.id - b.id);
      onFoot.propose(ordered, footwaysOf(list));
      const standing = new Set(ordered.map(({ layer, id }) => `${layer} ${id}`));
      distances?.keep(standing);
      atomDistances.keep(standing);
      for (const [proposal, { table }] of before) if (!features.has(proposal)) letGo(table);
      for (const { table } of ordered) if (!areas.has(table)) areas.set(table, new Map());
    },
    dispose: () => {
      overlay.releaseAll();
      derived.clear();
      cache.clear();
      areas.clear();
    },
  };
  const letGo = (table: LayerTable): void => {
    areas.get(table)?.forEach(({ shape }) => overlay.release(shape));
    areas.delete(table);
  };
  return view;
}

/** What stands somewhere by the proposal; null: nothing (a closing, a footway), or the city has no such layer, or not what is moved. */
function featureOf(city: PreparedCity, proposal: MetricProposal, known: LayerTable['columns'] | null): ProposedFeature | null {
  const { action = 'build' } = proposal;
  if (action !== 'build' && action !== 'move') return null;
  const subject = action === 'move' ? subjectOf(city.dataset, proposal) : null;
  const like = action === 'move' ? subject?.table : tablesOf(city.dataset, proposal.layer)[0];
  if (!like) return null;
  const table = proposalTable(proposal, like, known ?? (subject && columnsOfRow(subject.table, subject.row)));
  return { id: proposal.id, layer: proposal.layer, table, box: boxOf(table, 0) };
}

/** Columns of a proposal that has only been moved; null: another one, or it says something else of itself. */
function columnsAmong(before: ReadonlyMap<MetricProposal, ProposedFeature>, proposal: MetricProposal): LayerTable['columns'] | null {
  for (const [known, { table }] of before) if (isSameProposal(known, proposal)) return table.columns;
  return null;
}
