/**
 * Compares two names as `npm run db:types` orders them, as a person would: `a_1`, `a1`, `ab`. By their bytes digits would come
 * before `_`.
 */
export const inSchemaOrder = (a: string, b: string): number => a.localeCompare(b, 'en');
