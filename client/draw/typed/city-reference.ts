import type { City } from '#contract/layers.ts';
import { metricCrs, metricSridAt, type MetricCrs } from '#planning/geometry/metric-crs.ts';
import { keys } from '../../api/queries.ts';
import { queryClient } from '../../api/query-client.ts';
import { useAppState } from '../../app/app-state.ts';
import type { MapOwner } from '../../map/map-owner.ts';
import type { PlaceReference } from './read-place.ts';

/** The open city's metric CRS and middle; without layers, those of the place the map shows. */
export function cityReference(owner: MapOwner): PlaceReference {
  const { cityId } = useAppState.getState();
  const city = queryClient.getQueryData<City[]>(keys.cities)?.find(({ id }) => id === cityId);
  const { lng, lat } = owner.map.getCenter();
  const [west, south, east, north] = city?.bounds ?? [lng, lat, lng, lat];
  const centre: [number, number] = [(west + east) / 2, (south + north) / 2];
  return { centre, crs: metricCrs(city?.srid ?? metricSridAt(...centre)) as MetricCrs };
}
