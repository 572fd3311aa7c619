export * from './exams.ts';
export * from './site.ts';
export * from './words.ts';
