import type { SatteriProcessorOptions } from '@astrojs/markdown-satteri';

/** A word of the glossary with every way to write it. */
export interface Named {
  readonly id: string;
  readonly term: string;
  readonly aliases?: readonly string[];
}

type Plugin = NonNullable<SatteriProcessorOptions['mdastPlugins']>[number];

const escape = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Such as TTL or CORS: written in capitals or it is another word. */
const isAcronym = (name: string) => name === name.toUpperCase();

/** Where a text mentions a word: from where to where, and which. */
export interface Mention {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/** Finds words of the glossary in running text: whole words, the longest name first. @param terms the glossary */
export function mentionFinder(terms: readonly Named[]): (text: string) => Mention[] {
  const idOf = new Map(
    terms.flatMap(({ id, term, aliases = [] }) =>
      [term, ...aliases].map((name) => [name.toLowerCase(), { id, name }] as const),
    ),
  );
  const longestFirst = [...idOf.keys()].toSorted((one, other) => other.length - one.length);
  const names = new RegExp(
    String.raw`(?<![\w$-])(?:${longestFirst.map(escape).join('|')})(?![\w-])`,
    'gi',
  );
  return (text) =>
    [...text.matchAll(names)].flatMap(({ 0: written, index: start }) => {
      const known = idOf.get(written.toLowerCase());
      if (!known || (isAcronym(known.name) && written !== known.name)) return [];
      return [{ id: known.id, start, end: start + written.length }];
    });
}

/**
 * Marks the first mention of each word of the glossary with `<Term id="…">`. A plugin of Sätteri,
 * which reads our Markdown. Headings, links, tables and figures are left alone.
 * @param terms the glossary
 * @param isCovered whether a file takes part, by its address
 */
export function markTerms(terms: readonly Named[], isCovered: (file: string) => boolean): Plugin {
  const mentionsIn = mentionFinder(terms);
  return ({ fileURL }) => {
    if (terms.length === 0 || !isCovered(fileURL?.href ?? '')) return undefined;
    const seen = new Set<string>();
    return {
      name: 'mark-terms',
      text(node, context) {
        if (context.parent(node).type !== 'paragraph') return;
        const { value } = node;
        const fresh = mentionsIn(value).filter(({ id }) => !seen.has(id) && seen.add(id));
        if (fresh.length === 0) return;
        const words = (start: number, end?: number) =>
          ({ type: 'text', value: value.slice(start, end) }) as const;
        context.replaceNode(node, [
          ...fresh.flatMap(({ id, start, end }, index) => [
            words(fresh[index - 1]?.end ?? 0, start),
            {
              type: 'mdxJsxTextElement' as const,
              name: 'Term',
              attributes: [{ type: 'mdxJsxAttribute' as const, name: 'id', value: id }],
              children: [words(start, end)],
            },
          ]),
          words(fresh.at(-1)?.end ?? 0),
        ]);
      },
    };
  };
}
