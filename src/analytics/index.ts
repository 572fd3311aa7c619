export * from './diagnostic.ts';
export * from './evidence.ts';
export * from './mastery.ts';
export * from './memory-curve.ts';
export * from './rasch.ts';
export * from './readiness.ts';
