export { audit, TARGETS, type Audit } from './audit.ts';
export { formatAudit } from './format-audit.ts';
export type * from './catalog.ts';
export { createCatalog } from './create-catalog.ts';
export type { SearchDocument } from './search.ts';
