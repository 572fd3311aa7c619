import type {
  Confidence,
  DrillFilter,
  ItemMark,
  PracticeMode,
  PracticeReply,
  PracticeState,
} from '#quiz';
import { practiceMessages as text } from '#ui/messages/practice.ts';
import type { KeyChoice } from './shortcuts.ts';

/** What is on the learner's screen: a question, answered or not. */
export type OnScreen = Extract<PracticeState, { phase: 'asking' | 'answered' }>;

/** A request that did not get through, in words for the learner. Nothing was counted. */
export class PracticeProblem extends Error {}

const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

const isReply = (body: unknown): body is PracticeReply =>
  typeof body === 'object' && body !== null && 'outcome' in body && 'state' in body;

const messageIn = (body: unknown): string | undefined => {
  if (typeof body !== 'object' || body === null || !('error' in body)) return undefined;
  const { error } = body;
  const hasMessage = typeof error === 'object' && error !== null && 'message' in error;
  return hasMessage && typeof error.message === 'string' ? error.message : undefined;
};

const isMark = (body: unknown): body is { readonly mark: ItemMark } =>
  typeof body === 'object' && body !== null && 'mark' in body;

const isKept = (body: unknown): body is { readonly outcome: 'kept' } =>
  typeof body === 'object' && body !== null && 'outcome' in body && body.outcome === 'kept';

/** @throws PracticeProblem when the answer is not what was asked for */
async function post<T>(
  path: string,
  body: Record<string, unknown>,
  isWanted: (answer: unknown) => answer is T,
): Promise<T> {
  let answer: unknown;
  try {
    const response = await fetch(`/api/practice/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    answer = await response.json();
  } catch {
    throw new PracticeProblem(text.network);
  }
  if (isWanted(answer)) return answer;
  throw new PracticeProblem(text.server(messageIn(answer) ?? text.network));
}

const move = (path: string, body: Record<string, unknown>) => post(path, body, isReply);

const say = async (at: OnScreen, body: Record<string, unknown>): Promise<ItemMark> =>
  (await post('item', { ...body, zone: zone(), itemId: at.ask.item.id }, isMark)).mark;

export interface Begin {
  readonly mode: PracticeMode;
  readonly topic?: string | undefined;
  readonly item?: string | undefined;
  readonly filter?: DrillFilter | undefined;
  readonly minutes?: number | undefined;
}

/** The practice endpoints, as the islands call them. */
export const practiceClient = {
  start: (begin: Begin) => move('session', { do: 'start', zone: zone(), ...begin }),
  next: (at: OnScreen) => move('session', { do: 'next', ...screen(at) }),
  skip: (at: OnScreen) => move('session', { do: 'skip', ...screen(at) }),
  setAside: (at: OnScreen, how: 'suspend' | 'bury') => move('session', { do: how, ...screen(at) }),
  finish: ({ sessionId }: OnScreen) => move('session', { do: 'finish', zone: zone(), sessionId }),
  answer: (
    at: OnScreen,
    given: { response: readonly string[]; confidence: Confidence; seconds: number },
  ) =>
    move('answer', {
      ...screen(at),
      itemId: at.ask.item.id,
      itemHash: at.ask.item.hash,
      variantSeed: at.ask.variantSeed,
      ...given,
    }),
  undo: (sessionId: string, eventId: string) => move('undo', { zone: zone(), sessionId, eventId }),
  mark: (at: OnScreen, mark: 'flagged' | 'unflagged') => say(at, { do: 'mark', mark }),
  note: (at: OnScreen, note: string) => say(at, { do: 'note', note }),
  report: (at: OnScreen, report: string) => say(at, { do: 'report', text: report }),
  /** Keeps the keys that the learner chose. */
  saveKeys: (keys: KeyChoice) => post('keys', { keys }, isKept),
};

const screen = ({ sessionId, ask }: OnScreen) => ({
  zone: zone(),
  sessionId,
  eventId: ask.eventId,
});
