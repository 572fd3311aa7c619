import type { Confidence, PracticeMode, PracticeReply, PracticeState } from '#quiz';
import { practiceMessages as text } from '#ui/messages/practice.ts';

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

/** @throws PracticeProblem when there is no state to draw */
async function post(path: string, body: Record<string, unknown>): Promise<PracticeReply> {
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
  if (isReply(answer)) return answer;
  throw new PracticeProblem(text.server(messageIn(answer) ?? text.network));
}

export interface Begin {
  readonly mode: PracticeMode;
  readonly topic?: string | undefined;
  readonly item?: string | undefined;
  readonly minutes?: number | undefined;
}

/** The practice endpoints, as the islands call them. */
export const practiceClient = {
  start: (begin: Begin) => post('session', { do: 'start', zone: zone(), ...begin }),
  next: (at: OnScreen) => post('session', { do: 'next', ...screen(at) }),
  skip: (at: OnScreen) => post('session', { do: 'skip', ...screen(at) }),
  finish: ({ sessionId }: OnScreen) => post('session', { do: 'finish', zone: zone(), sessionId }),
  answer: (
    at: OnScreen,
    given: { response: readonly string[]; confidence: Confidence; seconds: number },
  ) =>
    post('answer', {
      ...screen(at),
      itemId: at.ask.item.id,
      itemHash: at.ask.item.hash,
      variantSeed: at.ask.variantSeed,
      ...given,
    }),
  undo: (at: OnScreen, eventId: string) => post('undo', { ...screen(at), eventId }),
};

const screen = ({ sessionId, ask }: OnScreen) => ({
  zone: zone(),
  sessionId,
  eventId: ask.eventId,
});
