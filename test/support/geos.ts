import { createGeosOverlay } from '#planning/geometry/geos-overlay.ts';

/** One library a test file; the first start takes a moment. */
export const overlay = await createGeosOverlay();
