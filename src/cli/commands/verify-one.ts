import {
  describeTarget,
  PATIENCE_MS,
  printLeftOut,
  printSummary,
  printVerdict,
  type RunEvent,
  type RunResult,
  type VerifyOptions,
} from '#app/verify';
import { EXIT } from '../io.ts';
import type { VerifyFlags } from './verify-options.ts';
import type { Prepared } from './verify-prepare.ts';
import type { VerifyDeps } from './verify-run.ts';
import { Stop } from './verify-stop.ts';

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

/** What a look at one lab is told. */
export const optionsFor = (
  labId: string,
  { target, ...prepared }: Prepared,
  flags: VerifyFlags,
  { signal, patience }: VerifyDeps,
): VerifyOptions => ({
  ...prepared,
  target: target(labId),
  ...(!flags.probes && { noProbes: 'Only a probe can decide it, and --no-probes was given.' }),
  ...(flags.apiId !== undefined && { apiId: flags.apiId }),
  ...(flags.wait && { patience }),
  ...(signal && { signal }),
});

/**
 * Verifies one lab, and prints what happens as it happens.
 * @param isQuiet shows progress alone
 * @throws Stop
 */
export async function verifyOne(
  labId: string,
  options: VerifyOptions,
  deps: VerifyDeps,
  isQuiet: boolean,
): Promise<RunResult> {
  let result: RunResult | undefined;
  let hasWaited = false;
  for await (const event of deps.verifier.verify(labId, options)) {
    deps.progress('');
    if (event.type === 'waiting') {
      showWaiting(event, deps, { isQuiet, isFirst: !hasWaited });
      hasWaited = true;
    } else show(event, deps, isQuiet);
    if (event.type === 'finished') ({ result } = event);
  }
  if (!result) throw new Stop(EXIT.unsure, 'The verification was stopped.');
  return result;
}
