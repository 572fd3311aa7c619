import { glob } from 'astro/loaders';
import { defineCollection } from 'astro:content';
import { z } from 'zod';

/**
 * Astro renders bodies and nothing else: what a page knows about a lesson or lab comes from the catalog,
 * whose parser checks it. So the schema here lets everything through, and one bad file cannot take the
 * site down; `gatewise lint` says what is wrong with it.
 */
const anything = z.looseObject({});

const bodies = (base: string, pattern: string) =>
  defineCollection({
    loader: glob({
      base,
      pattern,
      // The path is the id, as in the catalog: `api-gateway/who-may-call/usage-plans`, `first-api`.
      generateId: ({ entry }) => entry.replace(/\.mdx?$/, '').replace(/\/(lab|index)$/, ''),
    }),
    schema: anything,
  });

export const collections = {
  lessons: bodies('./content/courses', '**/[^_]*.mdx'),
  labs: bodies('./labs', '*/lab.mdx'),
  handbook: bodies('./content/handbook', '**/[^_]*.md'),
};
