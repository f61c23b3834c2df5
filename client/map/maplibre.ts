/** The one place that loads MapLibre: worker address, style sheet and the PMTiles protocol are set once. */
import { addProtocol, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { Protocol } from 'pmtiles';

setWorkerUrl(workerUrl);
addProtocol('pmtiles', new Protocol().tile);

export { Map as MapLibreMap } from 'maplibre-gl';
