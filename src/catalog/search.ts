import Fuse from 'fuse.js';
import { synonymsOf } from './synonyms.ts';

/** One thing the search can find: a lesson or one of its sections, a word of the glossary, an item, a lab, an operation of AWS. */
export interface SearchDocument {
  readonly kind: 'lesson' | 'term' | 'item' | 'lab' | 'operation';
  readonly title: string;
  /** The section's heading; empty for anything else. */
  readonly heading: string;
  /** Where it stands: the module, the topic, the services. */
  readonly context: string;
  readonly text: string;
  readonly keywords: readonly string[];
  /** Where it is read, as a path with an anchor. */
  readonly url: string;
}

/** A document that fits a query. */
export interface SearchHit {
  readonly document: SearchDocument;
  /** 0 is perfect, 1 is nothing alike. */
  readonly score: number;
}

/** A search in two stages, so that something useful stands there at once. */
export interface Search {
  /** Titles, headings and keywords. Fast. @returns best first */
  headings(query: string): SearchHit[];
  /** Titles, headings, keywords, then text. @returns best first; what `headings` found keeps its rank */
  everything(query: string): SearchHit[];
}

/** More than a screen shows is not worth ranking. */
const LIMIT = 24;
/** How alike a word must be: one slip in five letters passes, two do not. */
const THRESHOLD = 0.3;
/** What a synonym counts against the word itself. */
const SYNONYM_WEIGHT = 0.6;
/** A scenario comes behind a lesson, a word or a lab that fits about as well, and an operation behind it. */
const PENALTIES: Readonly<Partial<Record<SearchDocument['kind'], number>>> = {
  item: 0.05,
  operation: 0.3,
};
/** Text finds come behind finds in headings of the same quality. */
const TEXT_PENALTY = 0.25;

const OPTIONS = {
  useTokenSearch: true,
  includeScore: true,
  ignoreDiacritics: true,
  threshold: THRESHOLD,
} as const;

type Engine = Fuse<SearchDocument>;

/** The query's own hits, and behind them those of its synonyms. Every document appears once, best score first. */
function find(engine: Engine, query: string): SearchHit[] {
  const best = new Map<SearchDocument, number>();
  const note = (words: string, weight: number) => {
    for (const { item, score = 1 } of engine.search(words, { limit: LIMIT })) {
      const behind = PENALTIES[item.kind] ?? 0;
      const weighted = Math.min(1, 1 - weight * (1 - score) + behind);
      best.set(item, Math.min(best.get(item) ?? 1, weighted));
    }
  };
  note(query, 1);
  for (const synonym of synonymsOf(query)) note(synonym, SYNONYM_WEIGHT);
  return ranked(best);
}

const ranked = (best: ReadonlyMap<SearchDocument, number>): SearchHit[] =>
  [...best]
    .map(([document, score]) => ({ document, score }))
    .toSorted((one, other) => one.score - other.score)
    .slice(0, LIMIT);

/** Builds the two indexes. Takes a tenth of a second for 600 documents, so keep the result. */
export function createSearch(documents: readonly SearchDocument[]): Search {
  const byHeading: Engine = new Fuse(documents, {
    ...OPTIONS,
    keys: [
      // A section is found by its own heading: with its lesson's title it would crowd that lesson out.
      { name: 'title', weight: 3, getFn: ({ title, heading }) => (heading === '' ? title : '') },
      { name: 'heading', weight: 3 },
      { name: 'keywords', weight: 2 },
    ],
  });
  const byText: Engine = new Fuse(documents, { ...OPTIONS, keys: ['text', 'context'] });
  return {
    headings: (query) => (query.trim() === '' ? [] : find(byHeading, query.trim())),
    everything(query) {
      const words = query.trim();
      if (words === '') return [];
      const best = new Map(find(byHeading, words).map((hit) => [hit.document, hit.score]));
      for (const { document, score } of find(byText, words)) {
        const behind = Math.min(1, score + TEXT_PENALTY);
        best.set(document, Math.min(best.get(document) ?? 1, behind));
      }
      return ranked(best);
    },
  };
}

/** Hits of one kind, best first. */
export interface SearchGroup {
  readonly kind: SearchDocument['kind'];
  readonly hits: readonly SearchHit[];
}

/** Hits by kind, the kind with the best hit first. @param most how many of each kind to keep */
export function groupHits(hits: readonly SearchHit[], most = 6): SearchGroup[] {
  const kinds = [...new Set(hits.map(({ document }) => document.kind))];
  return kinds.map((kind) => ({
    kind,
    hits: hits.filter(({ document }) => document.kind === kind).slice(0, most),
  }));
}
