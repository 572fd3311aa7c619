export * from './documents.ts';
export * from './store.ts';
