import { join } from 'node:path';
import { AppError, labId as labIdOf } from '#core';
import {
  isRegion,
  readPolicy,
  readsFor,
  type CleanResult,
  type PolicyDocument,
  type RunEvent,
  type StandingCost,
} from '#labs';
import { createAwsPace, resolveRegion } from '#labs/aws-sdk';
import { listLabs, loadLab, loadMakes, loadReads } from '#labs/load';
import {
  identify,
  lookForLeftovers,
  readAnswers,
  verifyLab,
  type VerifyOptions,
} from './use-cases/verify-lab.ts';

export { isRegion };
export { openLabRecorder, type LabRecorder } from './lab-recorder.ts';
export {
  printClean,
  printJson,
  printJsonOfAll,
  printJunit,
  printLeftOut,
  printOverview,
  printSummary,
  printVerdict,
  describeTarget,
  LookFault,
  PATIENCE_MS,
  provesLab,
} from '#labs';
export type { CleanResult, Patience, RunEvent, RunResult, Verdict } from '#labs';
export type { VerifyOptions } from './use-cases/verify-lab.ts';
export type { LookTarget } from '#labs/aws-sdk';

/** What `gatewise verify` may use. */
export interface Verifier {
  /** Ids of the labs there are. */
  labs(): Promise<readonly string[]>;
  /** @throws AppError `no-such-lab` at the first step */
  verify(labId: string, options: VerifyOptions): AsyncGenerator<RunEvent>;
  /** What the lab's questions are answered, as one text to compare; judges nothing and calls no API. */
  answers(labId: string, options: VerifyOptions): Promise<string>;
  /** What is left of what builds of the lab make. @throws AppError `no-such-lab` or `no-makes` */
  leftovers(labId: string, options: VerifyOptions): Promise<CleanResult>;
  /** What the lab costs while it stands; undefined for one without a page. */
  costOf(labId: string): Promise<StandingCost | undefined>;
  identify: typeof identify;
  /** @returns the Region of the option, the environment or the profile, in this order; undefined when none says one */
  region: typeof resolveRegion;
  /** Whether our own sandbox answers there. @throws AppError `unreachable` when nothing does */
  isSandbox(endpoint: string, accessKeyId: string): Promise<boolean>;
}

async function isSandbox(endpoint: string, accessKeyId: string): Promise<boolean> {
  const url = `${endpoint.replace(/\/$/, '')}/_sandbox/traces?accessKeyId=${encodeURIComponent(accessKeyId)}&limit=1`;
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5_000) });
    return answer.ok && (answer.headers.get('content-type') ?? '').includes('json');
  } catch (cause) {
    throw new AppError('unreachable', `Nothing answers at ${endpoint}.`, { cause });
  }
}

/** @param root the repository: where the labs lie */
export function composeVerifier(root: string): Verifier {
  // AWS counts per account and Region, so all labs of a run share one pace.
  const pace = createAwsPace();
  return {
    labs: () => listLabs(root),
    async *verify(labId, options) {
      const { check } = await loadLab(root, labId);
      yield* verifyLab(check, { pace, ...options });
    },
    async answers(labId, options) {
      const { check } = await loadLab(root, labId);
      return readAnswers(check, { pace, ...options });
    },
    async leftovers(labId, options) {
      return lookForLeftovers(labId, await loadMakes(root, labId), { pace, ...options });
    },
    async costOf(labId) {
      // Loaded here, so that whoever only verifies reads no content.
      const { loadCatalog } = await import('#catalog/files');
      return (await loadCatalog(root, join(root, 'dist'))).lab(labIdOf(labId))?.cost;
    },
    identify,
    region: resolveRegion,
    isSandbox,
  };
}

/**
 * The IAM policy that verifying some labs on AWS needs, and no more.
 * @param root the repository
 * @param region a Region's name; every Region without one
 * @param withClean whether `verify --clean` is allowed too
 * @throws AppError `no-such-lab`
 */
export async function policyFor(
  root: string,
  labIds: readonly string[],
  region = '*',
  withClean = false,
): Promise<PolicyDocument> {
  const reads = await Promise.all(
    labIds.map(async (id) => [
      ...(await loadReads(root, id)),
      ...(withClean ? readsFor(await loadMakes(root, id)) : []),
    ]),
  );
  return readPolicy(reads.flat(), { region });
}
