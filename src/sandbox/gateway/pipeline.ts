import {
  refused,
  type Arrived,
  type FoundApi,
  type Routed,
  type Step,
  type TraceStep,
  type Verdict,
} from './context.ts';
import { failure as newFailure, type Failure } from './failures.ts';
import { DOMAIN_STEP, domainVerdict } from './domains.ts';
import { checkWebAcl } from './handlers/check-web-acl.ts';
import { matchRoute } from './handlers/match-route.ts';
import { resolveStage } from './handlers/resolve-stage.ts';
import { createNotes, type Notes } from './notes.ts';
import { STEPS } from './steps.ts';
import type { InvokeTarget } from './target.ts';
import type { Progress } from './variables.ts';

/** How far a request came, the steps it passed, and what stopped it. */
export interface Passage {
  readonly exchange: Progress;
  readonly steps: readonly TraceStep[];
  readonly failure: Failure | undefined;
}

/** Takes a request through every step, until one refuses it. */
export async function run(
  arrived: Arrived,
  found: FoundApi | undefined,
  target: InvokeTarget,
): Promise<Passage> {
  const { steps, add: note } = createNotes(arrived.services.clock);
  const mapped = domainVerdict(target);
  if (mapped) note(DOMAIN_STEP, mapped);

  const staged = resolveStage(arrived, found);
  const unresolved = note('resolve-stage', staged.verdict);
  if (!staged.next) return { exchange: arrived, steps, failure: unresolved };

  const filtered = note('web-acl', checkWebAcl(staged.next));
  if (filtered) return { exchange: staged.next, steps, failure: filtered };

  const routed = matchRoute(staged.next);
  const unmatched = note('match-route', routed.verdict);
  if (!routed.next) return { exchange: staged.next, steps, failure: unmatched };

  const failure = await runSteps(routed.next, note);
  return { exchange: routed.next, steps, failure };
}

async function runSteps(exchange: Routed, note: Notes['add']): Promise<Failure | undefined> {
  for (const step of STEPS) {
    if (step.isBackend && exchange.cache === 'hit') continue;
    const failure = note(step.name, await attempt(step, exchange));
    if (failure) return failure;
  }
  return undefined;
}

/** A fault of our own must not take the sandbox down: it is an answer with status 500, and in the trace. */
async function attempt(step: Step, exchange: Routed): Promise<Verdict> {
  try {
    return await step.run(exchange);
  } catch (fault) {
    const detail = fault instanceof Error ? fault.message : String(fault);
    return refused(
      newFailure('DEFAULT_5XX'),
      `The local sandbox itself failed in this step: ${detail}`,
    );
  }
}
