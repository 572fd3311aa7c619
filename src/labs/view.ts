import type { LabPlace } from '#core';
import type { VerdictKind } from './verdict.ts';

/** An objective as the lab's page shows it: hints that were not asked for are not in it. */
export interface ObjectiveView {
  readonly id: string;
  readonly title: string;
  /** True at the start, and must stay true. */
  readonly isGuard: boolean;
  /** The hints revealed so far, in order. */
  readonly hints: readonly string[];
  readonly hintCount: number;
  /** Of the latest verification in the local sandbox. */
  readonly latest?: VerdictKind;
}

/** How much help a learner took, and how far they got in one place. */
export interface LabStanding {
  readonly state: 'untouched' | 'tried' | 'passed';
  /** Hints revealed in all. */
  readonly hints: number;
  readonly sawSolution: boolean;
}

/** By place: what the local sandbox showed says nothing of AWS. */
export type LabStandings = Readonly<Record<LabPlace, LabStanding>>;

/** A lab as its page shows it. */
export interface LabView {
  readonly id: string;
  readonly title: string;
  readonly region: string;
  readonly objectives: readonly ObjectiveView[];
  readonly standing: LabStandings;
  /** The starting state, as bash. */
  readonly seed: string;
  /** A right build, as bash; only once it was revealed. */
  readonly solution?: string;
}

/** A lab in a list. */
export interface LabSummary {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly standing: LabStandings;
}
