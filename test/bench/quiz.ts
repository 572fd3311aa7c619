// Figures of practice: the queue at a size that nobody has yet, answers of many learners at once, bytes of islands.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { eventId, itemId, learnerId, seededRandom, type ProgressEventOf } from '#core';
import type { ItemView, PracticeReply } from '#quiz';
import {
  createCalendar,
  createFsrs,
  EMPTY_DECK,
  foldEvents,
  nextPick,
  type Candidate,
  type Deck,
  type Plan,
} from '#scheduling';
import { ms, print, quantile, time, times } from './measure.ts';

const ITEMS = 10_000;
const EVENTS = 100_000;
const TOPICS = 14;
const NOW = Date.parse('2026-11-23T10:00:00Z');
const DAY_MS = 86_400_000;

const candidates: readonly Candidate[] = Array.from({ length: ITEMS }, (_, index) => ({
  itemId: itemId(`course/case-${index}/item`),
  scenarioId: `course/case-${index}`,
  topic: `topic-${index % TOPICS}`,
  seconds: 60,
  weight: ((index % 7) + 1) / ITEMS,
}));

const random = seededRandom(1);
const answer = (index: number, at: number): ProgressEventOf<'item-answered'> => {
  const isCorrect = random.next() < 0.8;
  const candidate = candidates[Math.floor(random.next() ** 2 * ITEMS)];
  return {
    id: eventId(`event-${index}`),
    v: 1,
    learner: learnerId('ada'),
    at: new Date(at).toISOString(),
    zone: 'Europe/Berlin',
    source: 'web',
    type: 'item-answered',
    itemId: candidate?.itemId ?? itemId(''),
    itemHash: 'x',
    sessionId: 's',
    variantSeed: 1,
    optionOrder: [],
    response: [],
    score: { points: isCorrect ? 1 : 0, maxPoints: 1, isCorrect },
    seconds: 40,
    confidence: 'sure',
  };
};

/** A year of practice, the latest answer now. */
const history = Array.from({ length: EVENTS }, (_, index) =>
  answer(index, NOW - ((EVENTS - index) / EVENTS) * 365 * DAY_MS),
);

/** The fold and the queue, without a store. */
export async function benchQueue(): Promise<void> {
  const model = createFsrs();
  const fold = () => {
    const calendar = createCalendar('Europe/Berlin');
    return foldEvents(EMPTY_DECK, history, () => calendar, model) ?? EMPTY_DECK;
  };
  // The first one is cold: nothing of this was run before.
  const [cold = Number.NaN] = await times(1, fold);
  print(`fold of ${EVENTS.toLocaleString('en')} events, cold (at most 300 ms)`, ms(cold));
  print('fold of the same, warm', ms(await time(5, fold)));
  const calendar = createCalendar('Europe/Berlin');
  let deck: Deck = fold();
  const today = calendar.dayOf(NOW);
  const plan: Plan = { candidates, now: NOW, today, examDay: today + 21, includesAhead: true };
  const [first = Number.NaN] = await times(1, () => nextPick(plan, deck, model));
  print(`next of ${ITEMS.toLocaleString('en')} items, first of the day`, ms(first));
  const after = await times(60, (round) => {
    deck = foldEvents(deck, [answer(EVENTS + round, NOW)], () => calendar, model) ?? deck;
    return nextPick(plan, deck, model);
  });
  print('next item after an answer, warm, median (at most 20 ms)', ms(quantile(after, 0.5)));
  print('next item after an answer, warm, worst of 60', ms(Math.max(...after)));
}

const LEARNERS = 50;
const ANSWERS_EACH = 20;

/** Something that fits the item: whether it is right does not matter here. */
function fittingResponse(item: ItemView): string[] {
  if (item.type === 'fill-in') return ['1'];
  if (item.type === 'single-choice') return item.options.slice(0, 1).map(({ id }) => id);
  if (item.type === 'matching') {
    return item.options.map(({ id }) => `${id}=${item.targets[0]?.id ?? ''}`);
  }
  const shown = item.options.filter(({ text }) => text.trim() !== '');
  return shown.slice(0, item.choose).map(({ id }) => id);
}

/** Practises as a browser would. @returns the round trip of each answer, in ms */
async function practise(url: string, learner: string, pauseMs: number): Promise<number[]> {
  const post = async (path: string, body: unknown): Promise<PracticeReply> => {
    const headers = { 'content-type': 'application/json', 'x-learner': learner };
    const sent = await fetch(`${url}/${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    // The server is ours and answers so; a bench does not parse what it only counts.
    return (await sent.json()) as PracticeReply;
  };
  const wait = () => new Promise((done) => setTimeout(done, pauseMs * (0.5 + Math.random())));
  const zone = 'Europe/Berlin';
  let { state } = await post('session', { do: 'start', zone, mode: 'today', minutes: 240 });
  const taken: number[] = [];
  while (taken.length < ANSWERS_EACH && state.phase === 'asking') {
    const { sessionId, ask } = state;
    const at = { zone, sessionId, eventId: ask.eventId };
    if (pauseMs > 0) await wait();
    const started = performance.now();
    ({ state } = await post('answer', {
      ...at,
      itemId: ask.item.id,
      itemHash: ask.item.hash,
      variantSeed: ask.variantSeed,
      response: fittingResponse(ask.item),
      confidence: 'sure',
      seconds: 20,
    }));
    taken.push(performance.now() - started);
    if (pauseMs > 0) await wait();
    ({ state } = await post('session', { do: 'next', ...at }));
  }
  return taken;
}

/** Answers of many learners at once over loopback: the endpoints, the engine and the store on a disk. */
export async function benchPractice(): Promise<void> {
  const server = fork(join(import.meta.dirname, 'practice-server.ts'));
  const [url] = (await once(server, 'message')) as [string];
  const round = async (name: string, pauseMs: number) => {
    const all = await Promise.all(
      Array.from({ length: LEARNERS }, (_, index) => practise(url, `${pauseMs}-${index}`, pauseMs)),
    );
    const taken = all.flat();
    const figures = [0.5, 0.99].map((share) => quantile(taken, share).toFixed(1)).join(' / ');
    print(`${name}, p50 / p99 of ${taken.length}`, `${figures} ms`);
  };
  await practise(url, 'warm', 0);
  await round(`answer, ${LEARNERS} learners, a second between requests (at most 50 ms)`, 1000);
  await round(`answer, ${LEARNERS} learners, each sending as fast as it can`, 0);
  const ended = once(server, 'exit');
  server.send('stop');
  await ended;
}

const ASSETS = join(import.meta.dirname, '../../dist/client/_astro');

/** A script and all that it imports at once. */
function withImports(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(join(ASSETS, file), 'utf8');
  for (const [, other = ''] of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) {
    withImports(other, seen);
  }
  return seen;
}

/** What the browser loads for an island, Svelte's runtime (which all islands share) apart. */
export function benchIslands(): void {
  if (!existsSync(ASSETS)) return print('islands: build the site first', '–');
  const sizeOf = (file: string) => brotliCompressSync(readFileSync(join(ASSETS, file))).length;
  for (const island of ['Practice', 'ItemCheck', 'Exam']) {
    const entry = readdirSync(ASSETS).find((file) =>
      new RegExp(`^${island}\\..+\\.js$`).test(file),
    );
    if (!entry) continue;
    const files = [...withImports(entry)];
    const runtime = files.filter((file) => file.startsWith('client.')).map(sizeOf);
    const all = files.map(sizeOf).reduce((sum, size) => sum + size, 0);
    const shared = runtime.reduce((sum, size) => sum + size, 0);
    const kB = (size: number) => `${(size / 1000).toFixed(1)} kB`;
    print(`island ${island}, brotli: own + Svelte`, `${kB(all - shared)} + ${kB(shared)}`);
  }
}
