export * from './diagnostic.ts';
export * from './errors.ts';
export * from './events.ts';
export * from './ids.ts';
export * from './ports.ts';
