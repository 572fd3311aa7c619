import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError } from '#core';
import {
  describeTarget,
  LookFault,
  printJson,
  printJsonOfAll,
  printJunit,
  printLeftOut,
  printOverview,
  printSummary,
  printVerdict,
  type LookTarget,
  type RunEvent,
  type RunResult,
  type Verifier,
} from '#app/verify';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import {
  endpointTarget,
  usageProblem,
  wantedTarget,
  type VerifyFlags,
  type Wanted,
} from './verify-options.ts';

/** What verifying needs besides the command's own context, so that a test can stand in for it. */
export interface Outside {
  readonly verifier: Verifier;
  /** A passing note about progress, on a terminal only; an empty one wipes it. */
  readonly progress: (text: string) => void;
  /** Asks a yes-or-no question; absent when nobody sits at a terminal. */
  readonly confirm?: (question: string) => Promise<boolean>;
  readonly signal?: AbortSignal;
}

type VerifyDeps = Outside & { readonly io: Io };

/** A reason to stop that was already said in words. */
class Stop extends AppError {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super('stop', message);
    this.exitCode = exitCode;
  }
}

/** Where to look for a lab, and how. */
interface Prepared {
  readonly target: (labId: string) => LookTarget;
  readonly identity?: { readonly account: string; readonly principal: string };
  readonly noProbes?: string;
}

const lookStop = ({ message, nextStep }: LookFault) =>
  new Stop(EXIT.unsure, `${message} ${nextStep}`);

async function prepareEndpoint(
  wanted: Wanted & { kind: 'endpoint' },
  anyLab: string,
  { verifier }: VerifyDeps,
): Promise<Prepared> {
  const isSandbox = await verifier.isSandbox(wanted.endpoint, anyLab).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
    const next = wanted.isDefault
      ? 'Start the local sandbox with npm start, name its address with --endpoint-url, or look at AWS with --aws.'
      : 'Check the address and that its server is running.';
    throw new Stop(EXIT.unsure, `${error.message} ${next}`);
  });
  return {
    target: (labId) => endpointTarget(wanted, labId, isSandbox),
    ...(!isSandbox && {
      noProbes:
        "This endpoint is not Gatewise's sandbox, and how it serves deployed APIs is not known.",
    }),
  };
}

async function prepareAws(
  wanted: Wanted & { kind: 'aws' },
  flags: VerifyFlags,
  labCount: number,
  deps: VerifyDeps,
): Promise<Prepared> {
  const { verifier, confirm, io } = deps;
  const region = await verifier.region(wanted, io.env);
  if (region === undefined)
    throw new Stop(
      EXIT.usage,
      'No Region is set. Name the one you built in, for example --region us-east-1.',
    );
  const target: LookTarget = {
    kind: 'aws',
    region,
    ...(wanted.profile !== undefined && { profile: wanted.profile }),
  };
  const identity = await verifier.identify(target).catch((error: unknown) => {
    throw error instanceof LookFault ? lookStop(error) : error;
  });
  io.stderr(`Reading ${describeTarget({ kind: 'aws', region, identity })}. Nothing is written.\n`);
  const prepared = { target: () => target, identity };
  if (!flags.probes || flags.yes) return prepared;
  const question = `May a few requests be sent to the APIs of ${labCount === 1 ? 'this lab' : 'these labs'}, with the API keys that ${labCount === 1 ? 'it' : 'they'} made? They count against your quotas. [y/N] `;
  if (confirm && (await confirm(question))) return prepared;
  return {
    ...prepared,
    noProbes: confirm
      ? 'You chose to send no probes.'
      : 'Probes on AWS need consent: answer at a terminal, or pass --yes.',
  };
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
  const { verifier, progress, signal } = deps;
  const options = {
    ...prepared,
    target: target(labId),
    ...(!flags.probes && { noProbes: 'Only a probe can decide it, and --no-probes was given.' }),
    ...(flags.apiId !== undefined && { apiId: flags.apiId }),
    ...(signal && { signal }),
  };
  let result: RunResult | undefined;
  for await (const event of verifier.verify(labId, options)) {
    progress('');
    show(event, deps, flags.json === true);
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
      : await prepareEndpoint(wanted, first, deps);
  const results: RunResult[] = [];
  for (const labId of labIds) {
    if (results.length > 0 && !flags.json) io.stdout('\n');
    results.push(await verifyOne(labId, prepared, flags, deps));
  }
  if (flags.json)
    io.stdout(results.length === 1 ? results.map(printJson).join('') : printJsonOfAll(results));
  else if (results.length > 1) io.stdout(`\n${printOverview(results)}\n`);
  if (flags.junit !== undefined) await saveJunit(resolve(io.cwd, flags.junit), results);
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
