export type * from './catalog.ts';
export { createCatalog } from './create-catalog.ts';
export type { SearchDocument } from './search.ts';
