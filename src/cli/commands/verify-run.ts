import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError } from '#core';
import {
  describeTarget,
  printJson,
  printJsonOfAll,
  printJunit,
  printLeftOut,
  printOverview,
  printSummary,
  printVerdict,
  provesLab,
  PATIENCE_MS,
  type LabRecorder,
  type Patience,
  type RunEvent,
  type RunResult,
  type Verifier,
} from '#app/verify';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { usageProblem, wantedTarget, type VerifyFlags } from './verify-options.ts';
import { prepareAws, prepareEndpoint, type Prepared } from './verify-prepare.ts';
import { Stop } from './verify-stop.ts';

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

const seconds = (milliseconds: number) => `${Math.ceil(milliseconds / 1000)} s`;

/** @param isFirst whether nothing was waited for before: lines say it once, progress each time */
function showWaiting(
  { objectiveIds, forMs }: Extract<RunEvent, { type: 'waiting' }>,
  { io, progress }: VerifyDeps,
  { isQuiet, isFirst }: { isQuiet: boolean; isFirst: boolean },
): void {
  const names = objectiveIds.join(', ');
  if (isFirst && !isQuiet)
    io.stdout(
      `WAITING   ${names}: this may change by itself, and is looked at again for up to ${seconds(PATIENCE_MS)}.\n`,
    );
  progress(`looking again in ${seconds(forMs)}: ${names}`);
}

function show(event: RunEvent, { io, progress }: VerifyDeps, isQuiet: boolean): void {
  if (event.type === 'call' && event.state === 'asked') progress(`reading: ${event.call}`);
  if (event.type === 'probing') progress(`calling the API: ${event.objectiveId}`);
  if (isQuiet) return;
  const print = (text: string) => io.stdout(`${text}\n`);
  if (event.type === 'started') print(`${event.labId} in ${describeTarget(event.target)}\n`);
  if (event.type === 'verdict') print(printVerdict(event.objectiveId, event.verdict));
  if (event.type === 'left-out') print(printLeftOut(event));
  if (event.type === 'finished') print(`\n${printSummary(event.result)}`);
}

/** The worst of all: what failed weighs more than what could not be seen. */
function exitCodeOf(results: readonly RunResult[]): ExitCode {
  const statuses = new Set(results.map(({ status }) => status));
  if (statuses.has('fail')) return EXIT.failed;
  return statuses.has('unsure') ? EXIT.unsure : EXIT.ok;
}

async function verifyOne(
  labId: string,
  { target, ...prepared }: Prepared,
  flags: VerifyFlags,
  deps: VerifyDeps,
): Promise<RunResult> {
  const { verifier, progress, signal, patience } = deps;
  const options = {
    ...prepared,
    target: target(labId),
    ...(!flags.probes && { noProbes: 'Only a probe can decide it, and --no-probes was given.' }),
    ...(flags.apiId !== undefined && { apiId: flags.apiId }),
    ...(flags.wait && { patience }),
    ...(signal && { signal }),
  };
  let result: RunResult | undefined;
  let hasWaited = false;
  for await (const event of verifier.verify(labId, options)) {
    progress('');
    if (event.type === 'waiting') {
      showWaiting(event, deps, { isQuiet: flags.json === true, isFirst: !hasWaited });
      hasWaited = true;
    } else show(event, deps, flags.json === true);
    if (event.type === 'finished') ({ result } = event);
  }
  if (!result) throw new Stop(EXIT.unsure, 'The verification was stopped.');
  return result;
}

async function verify(
  named: readonly string[],
  flags: VerifyFlags,
  deps: VerifyDeps,
): Promise<ExitCode> {
  const { verifier, io } = deps;
  const known = await verifier.labs();
  const problem = usageProblem(named, known, flags);
  if (problem) throw new Stop(EXIT.usage, problem);
  const labIds = flags.all ? known : [...new Set(named)];
  const [first = ''] = labIds;
  const wanted = wantedTarget(flags, io.env);
  const prepared =
    wanted.kind === 'aws'
      ? await prepareAws(wanted, flags, labIds.length, deps)
      : await prepareEndpoint(wanted, flags, first, deps);
  const recorder = flags.record ? await openRecorder(deps) : undefined;
  const results: RunResult[] = [];
  try {
    for (const labId of labIds) {
      if (results.length > 0 && !flags.json) io.stdout('\n');
      const result = await verifyOne(labId, prepared, flags, deps);
      results.push(result);
      if (recorder) await record(recorder, result, flags, deps);
    }
  } finally {
    await recorder?.close();
  }
  if (flags.json)
    io.stdout(results.length === 1 ? results.map(printJson).join('') : printJsonOfAll(results));
  else if (results.length > 1) io.stdout(`\n${printOverview(results)}\n`);
  if (flags.junit !== undefined) await saveJunit(resolve(io.cwd, flags.junit), results);
  return exitCodeOf(results);
}

/** What can be mended on the machine, such as a full disk, is no verdict about the lab. */
const cannotKeep = (error: unknown): unknown =>
  error instanceof AppError ? new Stop(EXIT.unsure, error.message) : error;

async function openRecorder({ openRecorder: open, io }: VerifyDeps): Promise<LabRecorder> {
  const recorder = await open().catch((error: unknown) => {
    throw cannotKeep(error);
  });
  for (const notice of recorder.notices) io.stderr(`${notice}\n`);
  return recorder;
}

const PLACES = { sandbox: 'in the local sandbox', aws: 'on AWS', endpoint: 'elsewhere' } as const;

async function record(
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
