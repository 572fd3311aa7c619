import { describeTarget, printClean, type CleanResult } from '#app/verify';
import { EXIT, type ExitCode } from '../io.ts';
import { optionsFor } from './verify-one.ts';
import type { VerifyFlags } from './verify-options.ts';
import type { Prepared } from './verify-prepare.ts';
import type { VerifyDeps } from './verify-run.ts';

/** Something left is a failure; what could not be looked for leaves it open. */
function exitCodeOf(results: readonly CleanResult[]): ExitCode {
  if (results.some(({ left }) => left.length > 0)) return EXIT.failed;
  return results.some(({ unseen }) => unseen.length > 0) ? EXIT.unsure : EXIT.ok;
}

/** Says of each lab what is left of it, and ends with whether everything is gone. */
export async function clean(
  labIds: readonly string[],
  prepared: Prepared,
  flags: VerifyFlags,
  deps: VerifyDeps,
): Promise<ExitCode> {
  const { verifier, io, progress } = deps;
  const results: CleanResult[] = [];
  for (const labId of labIds) {
    progress(`looking for what is left of ${labId}`);
    const result = await verifier.leftovers(labId, optionsFor(labId, prepared, flags, deps));
    progress('');
    results.push(result);
    if (flags.json) continue;
    const gap = results.length > 1 ? '\n' : '';
    const text = printClean(result, await verifier.costOf(labId));
    io.stdout(`${gap}${labId} in ${describeTarget(result.target)}\n\n${text}\n`);
  }
  if (flags.json) io.stdout(`${JSON.stringify({ v: 1, clean: results }, undefined, 2)}\n`);
  return exitCodeOf(results);
}
