import type { Rule } from '#planning/standards/rule.ts';
import { contributionsToAttributeShare, recomputeAttributeShare } from './attribute-share.ts';
import { contributionsToArea, recomputeAreaWithinRadius } from './area-within-radius.ts';
import { contributionsToCircle, recomputeCircleCompleteness } from './circle-completeness.ts';
import { contributionsToClassAtPlace, recomputeClassAtPlace } from './class-at-place.ts';
import { contributionsToCount, recomputeCountInArea } from './count-in-area.ts';
import { contributionsToDensity, recomputeDensity } from './density.ts';
import { partition } from './partition.ts';
import { intersectionSql, only, unionSql } from './fragments.ts';
import { contributionsToPeople, recomputePeopleWithinRadius } from './people-within-radius.ts';
import { contributionsToWalk, recomputePeopleWithinWalk } from './people-within-walk.ts';
import { contributionsToMinimumSize, recomputeMinimumSize } from './minimum-size.ts';
import { contributionsToPerPerson, recomputePerPerson } from './per-person.ts';
import { contributionsToPopulationPerFacility, recomputePopulationPerFacility } from './population-per-facility.ts';
import { contributionsToSizePerPerson, recomputeSizePerPerson } from './size-per-person.ts';
import { contributionsToSharedBorder, recomputeSharedBorder } from './shared-border.ts';
import { contributionsToStreets, recomputeStreetLength } from './street-length.ts';
import { contributionsToWalkingLinks, recomputeWalkingLinks } from './walking-links.ts';
import { once, type Contribution, type Recomputed, type VerificationContext } from './verification-context.ts';

/**
 * A rule worked out by PostGIS from its definition (coverage.md «Kinds of rule», ../../planning/standards/rule.ts) and the rows of the database alone. No step of
 * the planning core is repeated: sets are united and intersected whole, distances are asked of the database.
 */
export async function recompute(context: VerificationContext, rule: Rule): Promise<Recomputed> {
  const inside = await restricted(context, rule);
  if (!inside) return { numerator: 0, denominator: 0, extras: {} };
  switch (rule.kind) {
    case 'area_within_radius': return recomputeAreaWithinRadius(inside, rule);
    case 'people_within_radius': return recomputePeopleWithinRadius(inside, rule);
    case 'people_within_walk': return recomputePeopleWithinWalk(inside, rule);
    case 'circle_completeness': return recomputeCircleCompleteness(inside, rule);
    case 'street_length_within_radius': return recomputeStreetLength(inside, rule);
    case 'density': return recomputeDensity(inside, rule);
    case 'class_at_place': return recomputeClassAtPlace(inside, rule);
    case 'per_person': return rule.size ? recomputeSizePerPerson(inside, rule, rule.size) : recomputePerPerson(inside, rule);
    case 'count_in_area': return recomputeCountInArea(inside, rule);
    case 'population_per_facility': return recomputePopulationPerFacility(inside, rule);
    case 'attribute_share': return recomputeAttributeShare(inside, rule);
    case 'minimum_size': return recomputeMinimumSize(inside, rule);
    case 'shared_border': return recomputeSharedBorder(inside, rule);
    case 'walking_links': return recomputeWalkingLinks(inside, rule);
  }
}

/** What every feature the rule asks about adds to the numerator, 0 included. */
export async function contributionsOf(context: VerificationContext, rule: Rule): Promise<Contribution[]> {
  const inside = await restricted(context, rule);
  if (!inside) return [];
  switch (rule.kind) {
    case 'area_within_radius': return contributionsToArea(inside, rule);
    case 'people_within_radius': return contributionsToPeople(inside, rule);
    case 'people_within_walk': return contributionsToWalk(inside, rule);
    case 'circle_completeness': return contributionsToCircle(inside, rule);
    case 'street_length_within_radius': return contributionsToStreets(inside, rule);
    case 'density': return contributionsToDensity(inside, rule);
    case 'class_at_place': return contributionsToClassAtPlace(inside, rule);
    case 'per_person': return rule.size ? contributionsToSizePerPerson(inside, rule, rule.size) : contributionsToPerPerson(inside, rule);
    case 'count_in_area': return contributionsToCount(inside, rule);
    case 'population_per_facility': return contributionsToPopulationPerFacility(inside, rule);
    case 'attribute_share': return contributionsToAttributeShare(inside, rule);
    case 'minimum_size': return contributionsToMinimumSize(inside, rule);
    case 'shared_border': return contributionsToSharedBorder(inside, rule);
    case 'walking_links': return contributionsToWalkingLinks(inside, rule);
  }
}

/** The area cut to the layer the rule restricts it to; the whole area where the city has no such layer; null when nothing is left. */
async function restricted(context: VerificationContext, rule: Rule): Promise<VerificationContext | null> {
  const edition = rule.within === undefined ? undefined : context.editions.get(rule.within);
  return edition === undefined ? context : once(context, context.area, `within ${edition}`, () => inside(context, edition));
}

async function inside(context: VerificationContext, edition: number): Promise<VerificationContext | null> {
  const { wkb } = only(await context.run<{ wkb: Buffer | null }>(
    `with area as (select st_geomfromwkb($1::bytea, $2::int) as geom),
    part as (select st_collectionextract(${intersectionSql('area.geom', `(select ${unionSql('f.geom')} from feature f where f.edition_id = $3 and f.geom && area.geom)`)}, 3) as geom from area)
    select case when geom is null or st_isempty(geom) then null else st_asbinary(geom, 'NDR') end as wkb from part`, [context.area.wkb, context.srid, edition]));
  return wkb ? { ...context, area: await partition(context.run, wkb, context.srid) } : null;
}
