import { documentDriver } from './document-driver.ts';
import { headText } from './sniff.ts';

/** GPX: waypoints, routes and tracks as a layer each. */
export const gpxDriver = documentDriver('gpx', 'The GPX document', { extensions: ['.gpx'], sniff: (head) => /<(?:\w+:)?gpx[\s>]/i.test(headText(head)) });
