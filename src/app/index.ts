export * from './app.ts';
export * from './http.ts';
export { FAULTS, type Fault } from './use-cases/gates.ts';
export { UNTOUCHED } from './use-cases/learning/fold.ts';
export { ITEM_TYPES, PRACTICE_MODES } from '#quiz';
export { LEAST_ANSWERS } from '#analytics';
