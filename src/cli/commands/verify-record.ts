import { AppError } from '#core';
import { provesLab, type LabRecorder, type RunResult } from '#app/verify';
import { EXIT } from '../io.ts';
import type { VerifyFlags } from './verify-options.ts';
import type { VerifyDeps } from './verify-run.ts';
import { Stop } from './verify-stop.ts';

/** What can be mended on the machine, such as a full disk, is no verdict about the lab. */
const cannotKeep = (error: unknown): unknown =>
  error instanceof AppError ? new Stop(EXIT.unsure, error.message) : error;

/** Opens the learner's progress, and says what there is to say of it. @throws Stop */
export async function openRecorder({ openRecorder: open, io }: VerifyDeps): Promise<LabRecorder> {
  const recorder = await open().catch((error: unknown) => {
    throw cannotKeep(error);
  });
  for (const notice of recorder.notices) io.stderr(`${notice}\n`);
  return recorder;
}

const PLACES = { sandbox: 'in the local sandbox', aws: 'on AWS', endpoint: 'elsewhere' } as const;

/** Keeps a result, and says so. @throws Stop when it cannot be kept */
export async function record(
  recorder: LabRecorder,
  result: RunResult,
  { json }: VerifyFlags,
  { io }: VerifyDeps,
): Promise<void> {
  const outcome = await recorder.record(result).catch((error: unknown) => {
    throw cannotKeep(error);
  });
  const word = provesLab(result) ? 'passed' : 'not passed yet';
  const text =
    outcome === 'recorded'
      ? `Recorded in your progress: ${word} ${PLACES[result.target.kind]}.`
      : 'Nothing was recorded: nothing could be judged.';
  (json ? io.stderr : io.stdout)(`${text}\n`);
}
