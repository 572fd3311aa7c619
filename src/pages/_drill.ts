import { ITEM_TYPES } from '#app';

/** What a practice page asks for: a session of a mode, with what narrows it. */
export interface Drill {
  readonly mode: (typeof MODES)[number] | 'topic' | 'item';
  readonly topic?: string;
  readonly item?: string;
  readonly filter?: {
    readonly topics?: string[];
    readonly types?: (typeof ITEM_TYPES)[number][];
    readonly levels?: number[];
    readonly count?: number;
  };
}

/** Modes that a link alone begins. */
export const MODES = ['today', 'weak', 'missed', 'diagnostic', 'custom'] as const;
const MOST_ITEMS = 200;

/** Whole numbers of a range, as a form sends them; others are passed over. */
const wholes = (texts: readonly string[], most: number): number[] =>
  texts.map(Number).filter((value) => Number.isInteger(value) && value >= 1 && value <= most);

/**
 * The session that an address asks for: `?item=`, `?topic=`, or `?mode=` with `topics`, `types`, `levels`
 * and `count` for a drill of one's own. What is not understood is passed over, so every address asks something.
 */
export function drillOf(query: URLSearchParams): Drill {
  const item = query.get('item');
  if (item) return { mode: 'item', item };
  const topic = query.get('topic');
  if (topic) return { mode: 'topic', topic };
  const mode = MODES.find((one) => one === query.get('mode')) ?? 'today';
  if (mode !== 'custom') return { mode };
  const topics = query.getAll('topics').filter((one) => one !== '');
  const asked = query.getAll('types');
  const types = ITEM_TYPES.filter((type) => asked.includes(type));
  const levels = wholes(query.getAll('levels'), 5);
  const [count] = wholes(query.getAll('count'), MOST_ITEMS);
  return {
    mode,
    filter: {
      ...(topics.length > 0 && { topics }),
      ...(types.length > 0 && { types }),
      ...(levels.length > 0 && { levels }),
      ...(count !== undefined && { count }),
    },
  };
}
