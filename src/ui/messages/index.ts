export * from './exams.ts';
export * from './site.ts';
export * from './standing.ts';
export * from './words.ts';
