/** What is published about mutants. */
import type { Outcome } from './run.ts';

/** Survivors that are right builds too, with the reason, by their labels. */
export type Equivalents = ReadonlyMap<string, string>;

export interface Judged {
  readonly outcome: Outcome;
  readonly equivalents: Equivalents;
}

/** @param text of a lab's `equivalents.txt`: lines of a label, ` | ` and the reason */
export const parseEquivalents = (text: string): Equivalents =>
  new Map(
    text
      .split('\n')
      .map((line) => line.split(' | '))
      .flatMap(([label = '', reason]) => (reason === undefined ? [] : [[label, reason] as const])),
  );

const openOf = ({ outcome, equivalents }: Judged) =>
  outcome.survivors.filter((label) => !equivalents.has(label));

/** Killed ones among those that are wrong builds or not yet judged, in percent. */
function killRate({ outcome, equivalents }: Judged): string {
  const open = openOf({ outcome, equivalents }).length;
  const all = outcome.killed + open;
  return all === 0 ? '–' : `${((100 * outcome.killed) / all).toFixed(0)} %`;
}

/** One lab's outcome as lines for a terminal. */
export function summaryOf(judged: Judged): string {
  const { labId, killed, refused, survivors } = judged.outcome;
  const open = openOf(judged);
  return [
    `${labId}: ${killed} killed, ${refused} refused, ${survivors.length - open.length} equivalent, ${open.length} survive (${killRate(judged)})`,
    ...open.map((label) => `  ${label}`),
  ].join('\n');
}

/** The page in the handbook. @param day on which it was measured */
export function pageOf(all: readonly Judged[], day: string): string {
  const rows = all.map((one) => {
    const { labId, killed, refused, survivors } = one.outcome;
    const open = openOf(one).length;
    return `| \`${labId}\` | ${killed + refused + survivors.length} | ${refused} | ${killed} | ${survivors.length - open} | ${open} | ${killRate(one)} |`;
  });
  const lists = all.flatMap((one) => {
    const open = openOf(one);
    const known = one.outcome.survivors.filter((label) => one.equivalents.has(label));
    if (open.length + known.length === 0) return [];
    return [
      `### ${one.outcome.labId}`,
      '',
      ...open.map((label) => `- \`${label}\`: not judged yet`),
      ...known.map((label) => `- \`${label}\`: equivalent. ${one.equivalents.get(label) ?? ''}`),
      '',
    ];
  });
  return `---
title: Mutants of the labs
summary: How many wrong builds each checker finds out, measured by changing one thing at a time.
---

# Mutants of the labs

\`npm run mutate\` builds each lab's solution again and again, each time with one thing otherwise: a command that leaves nothing behind, a setting that is left out, a flag that is turned, a number that is one more, a text that is longer. Then the checker judges. A mutant that it does not pass is killed. One that AWS refuses, or that ends the script, leaves nothing to judge. One that passes is a right build as well, with its reason in the lab's \`equivalents.txt\`, or shows a hole in the checker.

Measured on ${day}. This page is written by the command.

| Lab | Mutants | Refused | Killed | Equivalent | Survive | Kill rate |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}

The kill rate counts killed ones against those that survive without a reason. The goal is 100 %.

## Those that pass

The number is that of the changing command in the solution.

${lists.join('\n')}`;
}
