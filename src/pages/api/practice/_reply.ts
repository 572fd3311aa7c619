import { json, problem, type App } from '#app';
import { AppError } from '#core';

export type Practice = App['practice'];
export type PracticeReply = Awaited<ReturnType<Practice['start']>>;

/** Outcomes in which the learner's request took effect, now or before. */
const TOOK_EFFECT = new Set(['ok', 'already-answered']);
const STATUS: Record<string, number> = {
  'invalid-response': 422,
  'unknown-item': 404,
  'unknown-topic': 404,
  'item-retired': 410,
};

/** Every reply carries the state to draw; the status says whether the request took effect. */
const respond = (reply: PracticeReply): Response =>
  json(reply, TOOK_EFFECT.has(reply.outcome) ? 200 : (STATUS[reply.outcome] ?? 409));

/** Answers with the reply, or with 503 and a sentence when progress could not be read or saved. */
export async function answerWith(work: () => Promise<PracticeReply>): Promise<Response> {
  try {
    return respond(await work());
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return problem(503, error.code, error.message);
  }
}
