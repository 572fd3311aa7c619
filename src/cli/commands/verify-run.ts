import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  printJson,
  printJsonOfAll,
  printJunit,
  printOverview,
  type LabRecorder,
  type Patience,
  type RunResult,
  type Verifier,
} from '#app/verify';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { clean } from './verify-clean.ts';
import { optionsFor, verifyOne } from './verify-one.ts';
import { usageProblem, wantedTarget, type VerifyFlags } from './verify-options.ts';
import { prepareAws, prepareEndpoint, type Prepared } from './verify-prepare.ts';
import { openRecorder, record } from './verify-record.ts';
import { Stop } from './verify-stop.ts';
import { watch } from './verify-watch.ts';

/** What verifying needs besides the command's own context, so that a test can stand in for it. */
export interface Outside {
  readonly verifier: Verifier;
  /** A passing note about progress, on a terminal only; an empty one wipes it. */
  readonly progress: (text: string) => void;
  /** Asks a yes-or-no question; absent when nobody sits at a terminal. */
  readonly confirm?: (question: string) => Promise<boolean>;
  readonly signal?: AbortSignal;
  /** The clock, and how to wait on it. */
  readonly patience: Patience;
  /** Opens the learner's progress; asked for by `--record` alone. */
  readonly openRecorder: () => Promise<LabRecorder>;
}

/** The command's own context with it. */
export type VerifyDeps = Outside & { readonly io: Io };

/** The worst of all: what failed weighs more than what could not be seen. */
function exitCodeOf(results: readonly RunResult[]): ExitCode {
  const statuses = new Set(results.map(({ status }) => status));
  if (statuses.has('fail')) return EXIT.failed;
  return statuses.has('unsure') ? EXIT.unsure : EXIT.ok;
}

async function prepare(
  flags: VerifyFlags,
  labIds: readonly string[],
  deps: VerifyDeps,
): Promise<Prepared> {
  const wanted = wantedTarget(flags, deps.io.env);
  const [first = ''] = labIds;
  return wanted.kind === 'aws'
    ? prepareAws(wanted, flags, labIds.length, deps)
    : prepareEndpoint(wanted, flags, first, deps);
}

/** All labs one after the other, and again on changes when they are watched. */
async function verifyAll(
  labIds: readonly string[],
  prepared: Prepared,
  flags: VerifyFlags,
  deps: VerifyDeps,
): Promise<readonly RunResult[]> {
  const { io, verifier, signal } = deps;
  const options = (labId: string) => optionsFor(labId, prepared, flags, deps);
  const recorder = flags.record ? await openRecorder(deps) : undefined;
  const results = new Map<string, RunResult>();
  const answers = new Map<string, string>();
  const keep = async (result: RunResult) => {
    if (recorder) await record(recorder, result, flags, deps);
  };
  const report = async () => {
    if (flags.junit !== undefined)
      await saveJunit(resolve(io.cwd, flags.junit), [...results.values()]);
  };
  try {
    for (const labId of labIds) {
      if (results.size > 0 && !flags.json) io.stdout('\n');
      // Before the verification, so that what changes meanwhile is seen as a change.
      if (flags.watch) answers.set(labId, await verifier.answers(labId, options(labId)));
      const result = await verifyOne(labId, options(labId), deps, flags.json === true);
      results.set(labId, result);
      await keep(result);
    }
    const all = [...results.values()];
    if (flags.json) io.stdout(all.length === 1 ? all.map(printJson).join('') : printJsonOfAll(all));
    else if (all.length > 1) io.stdout(`\n${printOverview(all)}\n`);
    await report();
    if (!flags.watch) return all;
    const onChange = async (result: RunResult) => {
      await keep(result);
      await report();
    };
    return await watch({ labIds, options, answers, results, onChange }, deps);
  } catch (error) {
    // Whoever stops watching has seen every lab judged once.
    if (flags.watch && signal?.aborted && results.size === labIds.length)
      return [...results.values()];
    throw error;
  } finally {
    await recorder?.close();
  }
}

async function verify(
  named: readonly string[],
  flags: VerifyFlags,
  deps: VerifyDeps,
): Promise<ExitCode> {
  const known = await deps.verifier.labs();
  const problem = usageProblem(named, known, flags);
  if (problem) throw new Stop(EXIT.usage, problem);
  const labIds = flags.all ? known : [...new Set(named)];
  const prepared = await prepare(flags, labIds, deps);
  if (flags.clean) return clean(labIds, prepared, flags, deps);
  const results = await verifyAll(labIds, prepared, flags, deps);
  deps.progress('');
  return exitCodeOf(results);
}

async function saveJunit(file: string, results: readonly RunResult[]): Promise<void> {
  try {
    await writeFile(file, printJunit(results));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Stop(EXIT.unsure, `The report could not be written to ${file}: ${why}`);
  }
}

/**
 * Runs `gatewise verify`. What a learner can mend is told on standard error.
 * @returns the exit code
 */
export async function runVerify(
  labIds: readonly string[],
  flags: VerifyFlags,
  deps: VerifyDeps,
): Promise<ExitCode> {
  const { io, progress, signal } = deps;
  try {
    return await verify(labIds, flags, deps);
  } catch (error) {
    progress('');
    if (signal?.aborted) {
      io.stderr('Stopped. Nothing was judged.\n');
      return EXIT.unsure;
    }
    if (!(error instanceof Stop)) throw error;
    io.stderr(`${error.message}\n`);
    return error.exitCode;
  }
}
