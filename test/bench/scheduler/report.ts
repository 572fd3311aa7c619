import { ITEMS, JUDGED, LEARNERS, SEED, TOLD, type World } from './cells.ts';
import { BASELINE, POLICY_NAMES, type PolicyName } from './policies/index.ts';
import type { Outcome } from './simulate.ts';
import { estimate, pairedDifference, type Estimate } from './statistics.ts';

/** The outcomes of all learners in one cell. */
export type Results = (world: World, policy: PolicyName) => readonly Outcome[];

const OURS: PolicyName = 'gatewise';
/** Percentage points. */
const WANTED_MEAN = 2;
const WORST_ALLOWED = -0.5;

const NAMES: Record<PolicyName, string> = {
  'fsrs-anki': 'FSRS as Anki runs it',
  gatewise: '**Gatewise**',
  'fsrs-0.8': 'FSRS 0.8, no steps',
  'sm-2': 'SM-2',
  leitner: 'Leitner, 5 boxes',
  linear: 'linear passes',
  random: 'random items',
};

const TRUTHS: Record<World['truth'], string> = {
  fsrs: 'FSRS-6',
  'act-r': 'ACT-R-like',
  'act-r-weak': 'ACT-R-like, weak first meeting',
};

const points = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`;
const withInterval = ({ mean, halfWidth }: Estimate) => `${points(mean)} ± ${halfWidth.toFixed(1)}`;
const exams = (outcomes: readonly Outcome[]) => outcomes.map(({ exam }) => exam * 100);
const differenceIn = (results: Results, world: World, policy: PolicyName) =>
  pairedDifference(exams(results(world, policy)), exams(results(world, BASELINE)));

function table(worlds: readonly World[], results: Results): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const level = ({ mean }: Estimate) => `${mean.toFixed(1)} %`;
  return [
    row(['Policy', ...worlds.map(({ truth, budget }) => `${TRUTHS[truth]}, ${budget.name}`)]),
    row(['---', ...worlds.map(() => '---')]),
    ...POLICY_NAMES.map((policy) =>
      row([
        NAMES[policy],
        ...worlds.map((world) =>
          policy === BASELINE
            ? level(estimate(exams(results(world, policy))))
            : withInterval(differenceIn(results, world, policy)),
        ),
      ]),
    ),
  ].join('\n');
}

/** Whether ours does what it has to. */
export interface Judgement {
  readonly mean: number;
  readonly worst: number;
  readonly holds: boolean;
}

export function judge(results: Results): Judgement {
  const means = JUDGED.map((world) => differenceIn(results, world, OURS).mean);
  const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
  const worst = Math.min(...means);
  return { mean, worst, holds: mean >= WANTED_MEAN && worst >= WORST_ALLOWED };
}

/** The page of the handbook: tables as they came out, and what they do not say. */
export function page(results: Results): string {
  const { mean, worst, holds } = judge(results);
  const ample = TOLD.filter(({ truth }) => truth !== 'act-r-weak');
  const weak = TOLD.filter(({ truth }) => truth === 'act-r-weak');
  return `# What the scheduler is worth, in simulation

Written by \`npm run bench:scheduler -- --write\`. Seed ${SEED}, ${LEARNERS} simulated learners per cell, ${ITEMS} items. Every figure here is simulated; none comes from people.

## The question

Given the same minutes, how high is the chance of a right answer on the day of the exam, over the whole bank, weighted as the exam weighs its domains? The row "FSRS as Anki runs it" gives that chance (desired retention 0.9, steps of 1 and 10 minutes, 20 new cards a day; minutes that are left go on). The other rows give the difference from it in percentage points, with its 95 % confidence interval over pairs: the same learner with the same luck under both.

${table(JUDGED, results)}

Gatewise against Anki's settings: ${points(mean)} points in the mean of these six cells, ${points(worst)} in the worst. Wanted were at least ${points(WANTED_MEAN)} in the mean and no cell below ${points(WORST_ALLOWED)}: this ${holds ? 'holds' : '**does not hold**'}.

## Where it does not matter, and where it harms

With two months for ${ITEMS} items the choice matters little: all lie within about two points, and plain passes through the bank do as well as ours or better when memory is not what FSRS says:

${table(ample, results)}

A learner who keeps very little of a first meeting (one in five recalls on the next day what was missed and explained) needs the same item again within minutes. Anki's steps do that; our queue trusts FSRS, which expects three in four, and spends the minutes on new items:

${table(weak, results)}

## The world

- 13 topics in four domains of 30, 26, 24 and 20 %. Topics differ in size, so the bank does not match the exam; the bank is shuffled, because a bank in the order of its topics would flatter us.
- A first meeting: known with sigmoid(mastery − difficulty). Mastery of a topic grows with the recall of its items. Who does not know guesses right in one of four, and admits half of those.
- On the exam an item that was met is answered from memory of it or, at half strength, by understanding its topic; others by understanding alone. Guessing counts.
- Times: 75 or 115 seconds for a first meeting (right, wrong), 35 or 70 for a repeat, 18 or 40 on the same day, times the item's length and the learner's pace. One day in ten is missed.
- Two truths about memory. FSRS-6, with weights that differ by learner and noise by item, of which the schedulers know the defaults only. And power-law traces that fade faster when they are laid down while the item is still active (Pavlik and Anderson 2008): a check on judging a scheduler by its own model.

## What it does not say

Motivation, fatigue, learning from lessons and labs, and memory for the place of an answer are not modelled. The size of the gain depends on how far the bank is from the exam and on how short time is. These tables do not take it apart; nothing here says that knowing the exam's date is what helps.

Our policy is the product's own code: \`test/bench/scheduler/policies/ours.ts\` drives \`nextPick\` of \`src/scheduling\` with events, as practice does. \`queueFromHistory\` takes a plan and a history and gives ordered ids with reasons, so that another simulator can drive it as well.
`;
}
