import type { RoutePlugin } from '../app-instance.ts';
import cities from './cities.ts';
import events from './events.ts';
import health from './health.ts';
import jobs from './jobs.ts';
import session from './session.ts';
import units from './units.ts';

/** Every resource of the API; adding one is adding its file and a line here. */
export const routePlugins: readonly RoutePlugin[] = [
  health,
  session,
  cities,
  jobs,
  events,
  units,
];
