export * from './item.ts';
export { Option, Slug } from './option.ts';
export * from './scenario.ts';
export type * from './session.ts';
export * from './types/index.ts';
export * from './variants.ts';
