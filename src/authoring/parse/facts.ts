import { Slug } from '#quiz';
import { z } from 'zod';
import { text } from './shapes.ts';

/** One statement about the product that lessons and items may rest on. */
export const Fact = z.strictObject({
  id: Slug,
  /** The area of the product; quizzes have a folder per topic. */
  topic: Slug,
  claim: text('the claim'),
  /** The number, list or name behind the claim, for pages that compute with it. */
  value: z.unknown().optional(),
  applies_to: z.array(text('the API type')).default([]),
  /** The page or API shape that carries the fact. */
  source: z.url({
    protocol: /^https?$/,
    error: 'Write the address of the page that carries the fact.',
  }),
  confidence: text('the confidence'),
  /** What was read; the file's `meta.evidence` explains the marks. */
  evidence: z
    .array(text('the mark'))
    .min(1, 'Say what was read: at least one mark of `meta.evidence`.'),
  /** How old the reading is. */
  as_of: text('how old the reading is'),
  exam_trap: z.string().optional(),
  note: z.string().optional(),
  concept_note_conflict: z.string().optional(),
});
export type Fact = Readonly<z.infer<typeof Fact>>;

/** Marks whose readings are too weak to rest an item or a statement on. */
const WEAK = new Set(['k', 'dg23']);

/** Whether lessons and items may use a fact as evidence: somebody read a current page. */
export const isVerified = ({ confidence, evidence }: Pick<Fact, 'confidence' | 'evidence'>) =>
  confidence === 'verified' && evidence.some((mark) => !WEAK.has(mark));

/** `content/facts/facts.yaml`. `meta` explains the marks; nothing computes with it. */
export const FactsFile = z.strictObject({
  meta: z.looseObject({}).optional(),
  facts: z.array(Fact, 'List the facts under `facts:`.'),
});
export type FactsFile = z.infer<typeof FactsFile>;
