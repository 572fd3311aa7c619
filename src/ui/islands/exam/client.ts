import { examMessages as text } from '#ui/messages/exams.ts';
import type { ExamQuestionView, SaveReply } from './view.ts';

/** A request that did not get through. What it carried is kept and can be sent again. */
export class ExamProblem extends Error {}

const isReply = (body: unknown): body is SaveReply =>
  typeof body === 'object' && body !== null && 'outcome' in body && 'secondsLeft' in body;

async function post(path: string, body?: unknown): Promise<unknown> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body ?? {}),
    });
    const answer: unknown = await response.json();
    if (response.status >= 500) throw new ExamProblem(text.network);
    return answer;
  } catch {
    throw new ExamProblem(text.network);
  }
}

/** What is sent of a question. */
export type Save = Pick<
  ExamQuestionView,
  'saveId' | 'revision' | 'response' | 'flagged' | 'struck' | 'seconds'
> & { readonly position: number };

/** @throws ExamProblem when the server did not answer, or could not keep it */
export async function saveQuestion(attemptId: string, save: Save): Promise<SaveReply> {
  const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions();
  const answer = await post(`/api/exams/${attemptId}/save`, { ...save, zone });
  if (isReply(answer)) return answer;
  throw new ExamProblem(text.network);
}

/** @throws ExamProblem when the server did not answer */
export const handIn = async (attemptId: string): Promise<void> => {
  await post(`/api/exams/${attemptId}/submit`);
};
