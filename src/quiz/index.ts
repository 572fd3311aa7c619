export * from './item.ts';
export { Option, Slug } from './option.ts';
export * from './scenario.ts';
export * from './types/index.ts';
