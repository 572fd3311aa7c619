import { Slug } from '#quiz';
import { z } from 'zod';
import { text } from './shapes.ts';

/** A word that lessons use, with what it means here. */
export const Term = z.strictObject({
  id: Slug,
  /** As it is written in the middle of a sentence. */
  term: text('the term'),
  /** Plurals and other names: a mention of any of them is a mention of the term. */
  aliases: z.array(text('the other name')).default([]),
  /** One or two sentences. */
  meaning: text('the meaning'),
  /** Ids of the facts that the meaning rests on. */
  facts: z.array(Slug).default([]),
});
export type Term = Readonly<z.infer<typeof Term>>;

/** `content/glossary.yaml`. */
export const GlossaryFile = z.strictObject({
  terms: z.array(Term, 'List the terms under `terms:`.'),
});
export type GlossaryFile = z.infer<typeof GlossaryFile>;
