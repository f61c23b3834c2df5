import { describe, it } from 'vitest';
import { databaseKinds } from '../../support/database.ts';
import { demoCityAgrees } from './demo-city-agrees.ts';

if (databaseKinds().includes('external')) demoCityAgrees('external');
else describe.skip('core and PostGIS on the demo city (needs a native PostgreSQL with PostGIS)', () => { it('agree', () => {}); });
