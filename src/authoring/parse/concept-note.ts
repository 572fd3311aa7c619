import { Slug } from '#quiz';
import { z } from 'zod';
import { text } from './shapes.ts';

/** One statement of the concept note, and what the course makes of it. */
export const ConceptRow = z.strictObject({
  id: Slug,
  section: text('the section'),
  /** In our words. */
  says: text('what the row says'),
  /** What is true today, where the row is older than the product. */
  corrected: text('the correction').optional(),
  /** The facts behind it. Items that rest on one of them are the row's items. */
  facts: z.array(Slug).min(1, 'Name the facts behind the row.'),
  /** Lessons that teach it. */
  lessons: z.array(z.string()).min(1, 'Name a lesson that teaches the row.'),
  /** Scenarios that ask for it by name, beside those that rest on its facts. */
  scenarios: z.array(z.string()).default([]),
  /** Labs that have it built; a row that is not for building has none. */
  labs: z.array(Slug).default([]),
});
export type ConceptRow = Readonly<z.infer<typeof ConceptRow>>;

/** `content/facts/concept-note.yaml`. */
export const ConceptNoteFile = z.strictObject({
  rows: z.array(ConceptRow, 'List the rows under `rows:`.'),
});
export type ConceptNoteFile = z.infer<typeof ConceptNoteFile>;
