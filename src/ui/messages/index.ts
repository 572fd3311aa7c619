export * from './site.ts';
export * from './words.ts';
