import type { RoutePlugin } from '../app-instance.ts';
import figureService from '../plugins/figures.ts';
import cities from './cities.ts';
import dataset from './dataset.ts';
import deliveries from './deliveries.ts';
import divisions from './divisions.ts';
import editions from './editions.ts';
import events from './events.ts';
import exports from './exports.ts';
import features from './features.ts';
import figures from './figures.ts';
import gaps from './gaps.ts';
import health from './health.ts';
import imports from './imports.ts';
import jobs from './jobs.ts';
import layers from './layers.ts';
import overview from './overview.ts';
import proposals from './proposals.ts';
import regimes from './regimes.ts';
import ruleSets from './rule-sets.ts';
import runs from './runs.ts';
import schemes from './schemes.ts';
import search from './search.ts';
import session from './session.ts';
import tilejson from './tilejson.ts';
import tiles from './tiles.ts';
import units from './units.ts';

/** Every resource of the API; adding one is adding its file and a line here. */
export const routePlugins: readonly RoutePlugin[] = [
  figureService,
  health,
  session,
  cities,
  jobs,
  events,
  units,
  layers,
  tiles,
  tilejson,
  divisions,
  features,
  search,
  imports,
  deliveries,
  editions,
  ruleSets,
  figures,
  gaps,
  overview,
  proposals,
  schemes,
  runs,
  regimes,
  dataset,
  exports,
];
