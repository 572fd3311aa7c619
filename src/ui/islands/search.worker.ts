import { createSearch, groupHits, type Search, type SearchDocument } from '#catalog/search';
import type { Answer, Query } from './search/protocol.ts';

let loading: Promise<Search> | undefined;
let newest = 0;

async function load(): Promise<Search> {
  const response = await fetch('/api/search.json');
  if (!response.ok) throw new Error(`The search index answered ${response.status}.`);
  return createSearch((await response.json()) as readonly SearchDocument[]);
}

/** Lets queries that arrived meanwhile in, so that a stale one is not searched to the end. */
const breath = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

const answer = (message: Answer) => postMessage(message);

async function search({ id, words }: Query) {
  newest = id;
  try {
    loading ??= load();
    const engine = await loading;
    if (id !== newest) return;
    answer({ kind: 'groups', id, stage: 'headings', groups: groupHits(engine.headings(words)) });
    await breath();
    if (id !== newest) return;
    answer({
      kind: 'groups',
      id,
      stage: 'everything',
      groups: groupHits(engine.everything(words)),
    });
  } catch {
    // The next keystroke tries again: the server may be back by then.
    loading = undefined;
    answer({ kind: 'failed', id });
  }
}

// The dialog is opening: by the first keystroke the index may be there.
loading = load();
loading.catch(() => (loading = undefined));

addEventListener('message', ({ data }: MessageEvent<Query>) => void search(data));
