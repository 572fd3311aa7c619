export * from './app.ts';
export * from './http.ts';
export { FAULTS, type Fault } from './use-cases/gates.ts';
export { ITEM_TYPES, PRACTICE_MODES } from '#quiz';
export { LEAST_ANSWERS } from '#analytics';
