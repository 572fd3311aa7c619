import { leitner, linear, random, sm2 } from './classic.ts';
import { ankiFsrs, plainFsrs } from './fsrs.ts';
import { ours } from './ours.ts';
import type { Policy, Setup } from './policy.ts';

/** All that are compared. The first is what the others are measured against. */
export const policies = {
  'fsrs-anki': ankiFsrs,
  gatewise: ours,
  'fsrs-0.8': (setup) => plainFsrs(setup, 0.8),
  'sm-2': sm2,
  leitner,
  linear,
  random,
} satisfies Record<string, (setup: Setup) => Policy>;
export type PolicyName = keyof typeof policies;
export const POLICY_NAMES: readonly PolicyName[] = Object.keys(policies).filter(
  (name): name is PolicyName => name in policies,
);
export const BASELINE: PolicyName = 'fsrs-anki';
