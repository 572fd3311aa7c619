import {
  describeTarget,
  printLeftOut,
  printSummary,
  printVerdict,
  type RunResult,
  type Verdict,
  type VerifyOptions,
} from '#app/verify';
import type { VerifyDeps } from './verify-run.ts';
import { verifyOne } from './verify-one.ts';

/**
 * Between two looks, in milliseconds. On AWS the questions of all labs keep to the same pace as those of a
 * verification, half of what API Gateway takes; the pause keeps them far below it.
 */
const POLL_MS = { sandbox: 2_000, endpoint: 5_000, aws: 10_000 } as const;

const isSame = (one: Verdict | undefined, other: Verdict) =>
  one?.verdict === other.verdict &&
  one.saw === other.saw &&
  (one.verdict === 'pass' || other.verdict === 'pass' || one.nextStep === other.nextStep);

/** @returns the lines of what the second run found otherwise than the first; none when nothing did */
export function changesBetween(before: RunResult, after: RunResult): readonly string[] {
  const lines = Object.entries(after.verdicts)
    .filter(([id, verdict]) => !isSame(before.verdicts[id], verdict))
    .map(([id, verdict]) => printVerdict(id, verdict));
  const known = new Set(before.leftOut.map(({ objectiveId }) => objectiveId));
  const left = after.leftOut.filter(({ objectiveId }) => !known.has(objectiveId));
  return [...lines, ...left.map(printLeftOut)];
}

export interface Watch {
  readonly labIds: readonly string[];
  readonly options: (labId: string) => VerifyOptions;
  /** What each lab's questions were answered before it was verified last, by lab. */
  readonly answers: Map<string, string>;
  /** The latest of each lab, by lab; kept up to date. */
  readonly results: Map<string, RunResult>;
  /** Called with a result in which something changed. */
  readonly onChange: (result: RunResult) => Promise<void>;
}

/**
 * Looks at what the labs' questions are answered, verifies again where an answer changed, and prints what
 * came out otherwise. Goes on until the signal aborts, and throws its reason then.
 */
export async function watch(
  { labIds, options, answers, results, onChange }: Watch,
  deps: VerifyDeps,
): Promise<never> {
  const { verifier, patience, signal, progress, io } = deps;
  for (;;) {
    for (const labId of labIds) {
      const wanted = options(labId);
      progress('watching for changes; Ctrl-C stops');
      await patience.wait(POLL_MS[wanted.target.kind] / labIds.length, signal);
      const now = await verifier.answers(labId, wanted);
      if (now === answers.get(labId)) continue;
      answers.set(labId, now);
      const before = results.get(labId);
      const after = await verifyOne(labId, wanted, deps, true);
      results.set(labId, after);
      const lines = before ? changesBetween(before, after) : [];
      if (lines.length === 0) continue;
      progress('');
      const head = `\n${labId} in ${describeTarget(after.target)}\n\n`;
      io.stdout(`${head}${lines.join('\n')}\n\n${printSummary(after)}\n`);
      await onChange(after);
    }
  }
}
