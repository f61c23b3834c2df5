import { demoCityAgrees } from './demo-city-agrees.ts';

demoCityAgrees('embedded');
