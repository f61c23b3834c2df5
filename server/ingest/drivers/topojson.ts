import { documentDriver } from './document-driver.ts';
import { headText } from './sniff.ts';

/** TopoJSON: every object is a layer. */
export const topojsonDriver = documentDriver('topojson', 'The TopoJSON document', { extensions: ['.topojson'], sniff: (head) => /^\s*\{/.test(headText(head)) && /"type"\s*:\s*"Topology"/.test(headText(head)) });
