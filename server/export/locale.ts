/** Language of a table. */
export type Locale = 'zh' | 'en';
