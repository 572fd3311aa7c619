import type { CleanResult } from '../leftovers.ts';

/** What a lab costs while it stands, as its page says. */
export interface StandingCost {
  /** In US dollars, for all of the lab. */
  readonly perHour: number;
  readonly note: string;
}

const MARGIN = 10;
const line = (word: string, text: string) => `${word.padEnd(MARGIN)}${text}`;

/** On AWS: whether anything that is left is charged by the hour, and how much the lab is in all. */
function costLines({ left, target }: CleanResult, cost: StandingCost | undefined): string[] {
  if (target.kind !== 'aws' || left.length === 0) return [];
  const hourly = left.filter(({ isHourly }) => isHourly);
  if (hourly.length === 0) return ['', 'Nothing of what is left is charged by the hour.'];
  const names = hourly.map(({ what }) => what).join(', ');
  const rate =
    cost && cost.perHour > 0 ? ` The lab is about $${cost.perHour.toFixed(2)} per hour.` : '';
  return [
    '',
    `Charged by the hour until it is deleted: ${names}.${rate}${cost ? ` ${cost.note}` : ''}`,
  ];
}

/** What is left of a lab, what it costs, and the lines that remove it; what could not be looked for; a count. */
export function printClean(result: CleanResult, cost: StandingCost | undefined): string {
  const { labId, left, gone, unseen } = result;
  return [
    ...left.flatMap(({ what, id, remove, isHourly }) => [
      line('LEFT', `${what} (${id})${isHourly ? ', charged by the hour' : ''}`),
      line('', `remove  ${remove}`),
    ]),
    ...gone.map(({ what }) => line('GONE', what)),
    ...unseen.flatMap(({ what, saw, nextStep }) => [
      line('BLOCKED', what),
      line('', `seen    ${saw}`),
      line('', `next    ${nextStep}`),
    ]),
    ...costLines(result, cost),
    ...(left.length > 0
      ? ['', `What has to be taken off first is on the lab's page, under Clean up: /labs/${labId}`]
      : []),
    '',
    `${left.length} left, ${gone.length} gone, ${unseen.length} not looked at`,
  ].join('\n');
}
