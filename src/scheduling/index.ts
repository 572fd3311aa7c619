export * from './calendar.ts';
export * from './deck.ts';
export * from './desired-retention.ts';
export * from './due-queue.ts';
export * from './fsrs.ts';
export * from './memory-state.ts';
export * from './rating.ts';
export * from './value.ts';
