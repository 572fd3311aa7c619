import type { Catalog, Lab } from '#catalog';
import { AppError, type Clock, type LabId, type LearnerId, type Random } from '#core';
import type { LabSummary, LabView, RunEvent } from '#labs';
import { openSession, type EndpointTarget } from '#labs/aws-sdk';
import type { LabFiles } from '#labs/load';
import type { ProgressStore } from '#progress';
import type { SandboxDoor } from '../app.ts';
import { foldLabs, UNTOUCHED_LAB, type LabRecord } from './labs/fold.ts';
import { createLabLog, newsOf, type Asker } from './labs/keep.ts';
import { emptyAccount, runScript } from './labs/seed.ts';
import { verifyLab } from './verify-lab.ts';

export type { Asker } from './labs/keep.ts';

export interface LabDesk {
  list(learner: LearnerId): Promise<readonly LabSummary[]>;
  /** Undefined for a lab that nobody wrote. */
  view(id: LabId, learner: LearnerId): Promise<LabView | undefined>;
  /** Judges the lab's account in the local sandbox, and keeps the verdicts once it has finished. */
  verify(
    id: LabId,
    options: Asker & { apiId?: string; signal?: AbortSignal },
  ): AsyncGenerator<RunEvent>;
  /** @param step from 1; those before it come with it. Undefined when there is no such hint */
  revealHint(
    id: LabId,
    options: Asker & { objectiveId: string; step: number },
  ): Promise<readonly string[] | undefined>;
  /** A right build, as bash. */
  revealSolution(id: LabId, asker: Asker): Promise<string>;
  /** Empties the lab's account and builds the starting state. @param onlyIfEmpty leaves an account with REST APIs as it is */
  reset(id: LabId, options?: { onlyIfEmpty?: boolean }): Promise<'reset' | 'kept'>;
  scripts(id: LabId): Promise<Pick<LabFiles, 'seed' | 'solution'>>;
  /** What happened to the latest requests to the lab's APIs, newest first, as the sandbox tells it. */
  traces(id: LabId, limit: number): Promise<unknown>;
}

export interface LabDeskDeps {
  readonly catalog: () => Catalog;
  readonly store: ProgressStore;
  readonly sandbox: SandboxDoor;
  readonly clock: Clock;
  readonly random: Random;
  readonly loadLab: (id: string) => Promise<LabFiles>;
}

function viewOf(
  lab: Lab,
  { seed, solution }: LabFiles,
  { standing, steps, latest, isRevealed }: LabRecord,
): LabView {
  return {
    id: lab.id,
    title: lab.title,
    region: lab.region,
    objectives: lab.objectives.map(({ id, title, guard = false, hints }) => {
      const verdict = latest.sandbox[id];
      return {
        id,
        title,
        isGuard: guard,
        hints: hints.slice(0, steps.get(id) ?? 0),
        hintCount: hints.length,
        ...(verdict && { latest: verdict }),
      };
    }),
    standing,
    seed,
    ...(isRevealed && { solution }),
  };
}

/** Everything a learner does with labs, against their own account in the local sandbox. */
export function createLabDesk({
  catalog,
  store,
  sandbox,
  clock,
  random,
  loadLab,
}: LabDeskDeps): LabDesk {
  const labOf = (id: LabId): Lab => {
    const lab = catalog().lab(id);
    if (!lab)
      throw new AppError('no-such-lab', `There is no lab "${id}". The labs are listed at /labs.`);
    return lab;
  };
  const accountOf = (id: LabId): EndpointTarget => ({
    kind: 'sandbox',
    endpoint: sandbox.url,
    region: labOf(id).region,
    accessKeyId: id,
  });
  const recordOf = async (id: LabId, learner: LearnerId) =>
    (await foldLabs(store.read(learner))).get(id) ?? UNTOUCHED_LAB;
  const keep = createLabLog({ store, clock, random, source: 'local' });

  async function isEmpty(id: LabId): Promise<boolean> {
    const session = openSession({
      target: accountOf(id),
      onCall: () => {},
      fetch: (request) => sandbox.fetch(request),
      noProbes: 'Nothing is judged.',
    });
    try {
      return ((await session.reader.apigateway.getRestApis()).items ?? []).length === 0;
    } finally {
      session.close();
    }
  }

  return {
    async list(learner) {
      const records = await foldLabs(store.read(learner));
      return catalog().labs.map(({ id, title, summary }) => ({
        id,
        title,
        summary,
        standing: (records.get(id) ?? UNTOUCHED_LAB).standing,
      }));
    },
    async view(id, learner) {
      const lab = catalog().lab(id);
      if (!lab) return undefined;
      const [files, record] = await Promise.all([loadLab(id), recordOf(id, learner)]);
      return viewOf(lab, files, record);
    },
    async *verify(id, { learner, zone, apiId, signal }) {
      const target = accountOf(id);
      const { check } = await loadLab(id);
      const options = {
        target,
        fetch: (request: Request) => sandbox.fetch(request),
        ...(apiId !== undefined && { apiId }),
        ...(signal && { signal }),
      };
      for await (const event of verifyLab(check, options)) {
        if (event.type === 'finished')
          await keep({ learner, zone }, newsOf(event.result, 'sandbox'));
        yield event;
      }
    },
    async revealHint(id, { learner, zone, objectiveId, step }) {
      const hints = labOf(id).objectives.find((objective) => objective.id === objectiveId)?.hints;
      if (!hints || step > hints.length) return undefined;
      const known = (await recordOf(id, learner)).steps.get(objectiveId) ?? 0;
      if (step > known)
        await keep(
          { learner, zone },
          { type: 'lab-helped', labId: id, help: 'hint', objectiveId, step },
        );
      return hints.slice(0, Math.max(step, known));
    },
    async revealSolution(id, asker) {
      labOf(id);
      const { solution } = await loadLab(id);
      await keep(asker, { type: 'lab-helped', labId: id, help: 'solution' });
      return solution;
    },
    async reset(id, { onlyIfEmpty = false } = {}) {
      const { region } = labOf(id);
      if (onlyIfEmpty && !(await isEmpty(id))) return 'kept';
      const { seed } = await loadLab(id);
      await emptyAccount(sandbox, id);
      await runScript(sandbox, seed, { accessKeyId: id, region });
      return 'reset';
    },
    async scripts(id) {
      const { seed, solution } = await loadLab(id);
      return { seed, solution };
    },
    async traces(id, limit) {
      labOf(id);
      const answer = await sandbox.fetch(
        new Request(
          `${sandbox.url}/_sandbox/traces?accessKeyId=${encodeURIComponent(id)}&limit=${limit}`,
        ),
      );
      if (!answer.ok)
        throw new AppError(
          'sandbox-traces',
          `The local sandbox told no traces (${answer.status}).`,
        );
      return (await answer.json()) as unknown;
    },
  };
}
