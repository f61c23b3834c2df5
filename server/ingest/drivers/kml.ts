import { headText } from './sniff.ts';
import { documentDriver } from './document-driver.ts';

/** KML, and KMZ archives after unpacking; ExtendedData become fields, the folders a field `folder`. */
export const kmlDriver = documentDriver('kml', 'The KML document', { extensions: ['.kml', '.kmz'], sniff: (head) => /<(?:\w+:)?kml[\s>]/i.test(headText(head)) });
