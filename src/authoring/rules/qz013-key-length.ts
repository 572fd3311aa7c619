import type { ScenarioSource } from '../content.ts';
import { itemsIn, type RawItem } from '../raw.ts';
import { findingAt, type Rule } from './rule.ts';

/** Below this many items chance alone explains any share. */
const ENOUGH_ITEMS = 12;
/** How far above chance the share may lie, in standard deviations (99 % of fair banks pass). */
const TOLERANCE = 2.33;

interface Measured {
  readonly scenario: ScenarioSource;
  readonly item: RawItem;
  /** Whether the key is longer than every distractor. */
  readonly isLongest: boolean;
  /** The chance of that, were the key any one of the options. */
  readonly chance: number;
}

const lengthOf = ({ text }: { text: string | undefined }) => text?.length ?? 0;

/** Single choices with one key: where "the longest is right" would work as a strategy. */
function measure(scenario: ScenarioSource): Measured[] {
  return itemsIn(scenario.raw).flatMap((item) => {
    const keys = item.options.filter(({ isKey }) => isKey);
    const [key] = keys;
    if (item.type !== 'single-choice' || keys.length !== 1 || !key) return [];
    const longest = Math.max(...item.options.filter((one) => one !== key).map(lengthOf));
    const isLongest = lengthOf(key) > longest;
    return [{ scenario, item, isLongest, chance: 1 / item.options.length }];
  });
}

export const qz013: Rule = {
  code: 'QZ013',
  slug: 'key-length',
  severity: 'error',
  title: 'Over the whole bank the key is the longest option no more often than by chance',
  why: 'Authors qualify what is right and are curt about what is wrong. Learners notice, and "choose the longest" then beats knowing. One item says nothing, so this counts over all of them.',
  example: {
    language: 'yaml',
    bad: '- { text: A REST API with a usage plan and one API key for each of the customers, correct: true }\n- { text: An HTTP API }',
    good: '- { text: A REST API with a usage plan per tier, correct: true }\n- { text: An HTTP API with a throttled route per tier }',
  },
  *check({ scenarios }) {
    const bank = scenarios.flatMap(measure);
    if (bank.length < ENOUGH_ITEMS) return;
    const expected = bank.reduce((sum, { chance }) => sum + chance, 0);
    const spread = Math.sqrt(bank.reduce((sum, { chance }) => sum + chance * (1 - chance), 0));
    const longest = bank.filter(({ isLongest }) => isLongest);
    if (longest.length <= expected + TOLERANCE * spread) return;
    const count = `${longest.length} of ${bank.length}`;
    for (const { scenario, item } of longest) {
      yield findingAt(
        scenario,
        [...item.path, 'options'],
        `The key is the longest option here and in ${count} single choices; chance gives ${Math.round(expected)}. Shorten it, or give a distractor more detail.`,
      );
    }
  },
};
