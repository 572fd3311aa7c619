import { problem } from '#app';
import { AppError, labId, type LabId } from '#core';

/** @returns the id of the address */
export const labIdOf = (params: Readonly<Record<string, string | undefined>>): LabId =>
  labId(params.id ?? '');

/** Runs the work; a fault becomes an answer with its sentence. */
export async function answerWith(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return problem(error.code === 'no-such-lab' ? 404 : 502, error.code, error.message);
  }
}
