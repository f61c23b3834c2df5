/** What walking rules ask of a city with proposals: the network they stand in (with proposed gates and footways its own), and what each proposal reaches, searched once for all rules. */
import { parcelDoors, type DoorSet, type Ground } from '../network/doors.ts';
import { joinsOf, type FacilityJoin } from '../network/facility-joins.ts';
import { FOOTWAY_ROOM } from '../network/footway-room.ts';
import { BOUNDARY_M, FOOTWAY_M, GATE_M } from '../network/parameters.ts';
import { WalkFrom, type WalkedTo } from '../network/walk-from.ts';
import type { SupplyTier } from '../standards/rule.ts';
import type { Atoms } from './atoms.ts';
import { widened } from './box-search.ts';
import type { Footway, LayerTable } from './dataset.ts';
import { boxOf, type Box } from './features.ts';
import type { Homes } from './homes.ts';
import type { PreparedCity } from './prepare.ts';
import { GateGround, type Followable } from './proposals-gate-ground.ts';
import { meet, type ProposedFeature } from './proposals-selection.ts';
import type { Member } from './member.ts';
import { walkCityOf } from './walk-city.ts';
import { joinsKept, WalkLinks, type JoinsOfMember } from './walk-links.ts';
import { facilityOf, type WalkReach } from './walk-reach.ts';

/** Proposed gates there is room for at first; doubled when used up. */
const ROOM = 8;
const NONE = new Float64Array(0);
const NOBODY: Homes = { count: 0, ids: NONE, x: NONE, y: NONE, people: NONE, within: () => [], near: () => [] };

/** Legs are rounded. m */
const ROUNDING_M = 0.001;

/** Its ends are moved to the streets they join. */
function boxOfFootway({ coords }: Footway): Box {
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (let i = 0; i < coords.length; i += 2) {
    box.minX = Math.min(box.minX, coords[i]);
    box.minY = Math.min(box.minY, coords[i + 1]);
    box.maxX = Math.max(box.maxX, coords[i]);
    box.maxY = Math.max(box.maxY, coords[i + 1]);
  }
  return widened(box, FOOTWAY_M);
}

/** Where a proposal joins the network and what it was searched for, as long as neither it nor a gate is moved. */
interface Searched { readonly revision: number; readonly joins: readonly FacilityJoin[]; readonly found: Map<Homes | Atoms, { readonly cutoffM: number; readonly walkedTo: WalkedTo }> }

const asItStands = (value: WalkReach): Followable => ({ value, patch: { takeChanges: () => null } });

export class WalkWithProposals {
  readonly #city: PreparedCity;
  #gates: readonly ProposedFeature[] = [];
  #footways: readonly Footway[] = [];
  #gateGround: GateGround | null = null;
  /** Counted up when the network or what stands at it is another. */
  revision = 0;
  #searches: { readonly ground: Ground; readonly from: WalkFrom } | null = null;
  /** Where what is proposed may draw others to it. */
  #drawing: readonly Box[] = [];
  #links: { readonly ground: Ground; readonly links: WalkLinks } | null = null;
  #searched = new WeakMap<LayerTable, Searched>();
  /** By proposal (layer and id) the farthest any rule that counts it has asked for: one search then does for all of them, at every place it is moved to. */
  readonly #farthestM = new Map<string, number>();

  constructor(city: PreparedCity) { this.#city = city; }

  /** Whether the network is another than the city's. */
  get isAltered(): boolean { return this.#gates.length + this.#footways.length > 0; }

  /** Footways that are not in the network. Only where the city has roads. */
  get looseFootways(): readonly number[] { return this.#withGates()?.loose ?? []; }

  /** The ground as it stands; only where the city has roads. */
  get ground(): Ground { return this.#withGates()?.ground ?? walkCityOf(this.#city).ground; }

  /** Takes over the proposals as they are now; the network follows when it is next asked for. */
  propose(features: readonly ProposedFeature[], footways: readonly Footway[]): void {
    const standing = new Set(features.map(({ layer, id }) => `${layer} ${id}`));
    for (const key of this.#farthestM.keys()) if (!standing.has(key)) this.#farthestM.delete(key);
    const gates = features.filter(({ layer }) => layer === 'gate');
    const areAsBefore = gates.length === this.#gates.length && gates.every(({ table }, i) => table === this.#gates[i].table) && footways.length === this.#footways.length && footways.every((each, i) => each === this.#footways[i]);
    if (areAsBefore) return;
    this.#gates = gates;
    this.#footways = footways;
    this.#drawing = [...gates.map(({ box }) => box), ...footways.map(boxOfFootway)];
    this.revision += 1;
  }

  homeReach(homes: Homes, key: string, supply: readonly SupplyTier[], marginM: number): Followable {
    return this.#withGates()?.homeReach(key, this.#city.selection(supply), marginM) ?? asItStands(this.#city.homeWalkReach(homes, supply, marginM));
  }

  parcelReach(parcels: Atoms, key: string, supply: readonly SupplyTier[], marginM: number): Followable {
    return this.#withGates()?.parcelReach(key, parcels, this.#city.selection(supply), marginM) ?? asItStands(this.#city.parcelWalkReach(parcels, supply, marginM));
  }

  /** Null where the network is the city's: its own hold. */
  links(homes: Homes): WalkLinks | null {
    const gates = this.#withGates();
    if (!gates) return null;
    if (this.#links?.ground !== gates.ground) this.#links = { ground: gates.ground, links: new WalkLinks(gates.ground, this.#doors(homes), this.#joinsWithGates(gates.ground), walkCityOf(this.#city).ground.graph) };
    return this.#links.links.follow(this.revision);
  }

  /** Only what is near a proposed gate or footway may join elsewhere than without them; a street that footways split is the same street. */
  #joinsWithGates(ground: Ground): JoinsOfMember {
    const without = joinsKept(walkCityOf(this.#city).ground);
    return (member) => {
      const known = without(member);
      const around = widened(boxOf(member.table, member.row), known.reduce((farthestM, { legFromM }) => Math.max(farthestM, legFromM), Math.max(GATE_M, BOUNDARY_M)) + ROUNDING_M);
      return this.#drawing.some((box) => meet(box, around)) ? joinsOf(ground, facilityOf(member)) : known;
    };
  }

  doorsOfProposed(parcels: Atoms): DoorSet { return parcelDoors(this.ground, parcels.selection.members); }

  /** What a proposed facility reaches of homes or parcels that exist: all within its limit and the margin, and maybe more. */
  walkedTo(member: Member, items: Homes | Atoms, marginM: number): WalkedTo {
    const ground = this.ground;
    const key = `${member.layer} ${member.id}`;
    const cutoffM = Math.max(this.#farthestM.get(key) ?? 0, member.radiusM + marginM);
    this.#farthestM.set(key, cutoffM);
    let searched = this.#searched.get(member.table);
    if (!searched || searched.revision !== this.revision) this.#searched.set(member.table, searched = { revision: this.revision, joins: joinsOf(ground, facilityOf(member)), found: new Map() });
    let found = searched.found.get(items);
    if (!found || found.cutoffM < cutoffM) {
      if (this.#searches?.ground !== ground) this.#searches = { ground, from: new WalkFrom(ground.graph) };
      searched.found.set(items, found = { cutoffM, walkedTo: this.#searches.from.search(searched.joins, facilityOf(member), this.#doors(items), cutoffM) });
    }
    return found.walkedTo;
  }

  #doors(items: Homes | Atoms): DoorSet {
    const gates = this.#withGates();
    if ('selection' in items) return gates ? gates.doorsOfParcels(items) : walkCityOf(this.#city).doorsOfParcels(items);
    return gates ? gates.doorsOfHomes() : walkCityOf(this.#city).doorsOfHomes(items);
  }

  #withGates(): GateGround | null {
    if (!this.isAltered) return null;
    if (!this.#gateGround?.hasRoomFor(this.#gates, this.#footways)) {
      const corners = this.#footways.reduce((sum, { coords }) => sum + coords.length, 0);
      this.#gateGround = new GateGround(this.#city, this.#city.homes() ?? NOBODY, Math.max(ROOM, 2 * this.#gates.length), Math.max(FOOTWAY_ROOM, 4 * corners + 32 * this.#footways.length));
    }
    this.#gateGround.update(this.#gates, this.#footways);
    return this.#gateGround;
  }
}
