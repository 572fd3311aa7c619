import { dayOfDate, forecastPlan, type MemoryModel, type PlanForecast } from '#scheduling';
import type { Bank } from '../practice/bank.ts';
import type { Scene } from '../practice/scene.ts';
import type { Feasibility, PlanInput, PlanView } from './contract.ts';

/** Minutes a day that are held against the chosen ones. */
const CHOICES = [10, 20, 30, 45, 60, 90];
/** Share of the bank that is met when a plan fits, and when it is at least worth keeping. */
const NEARLY_ALL = 0.95;
const MOST = 0.75;

const reachedShare = ({ reached, items }: PlanForecast) => (items === 0 ? 1 : reached / items);

const feasibilityOf = (forecast: PlanForecast): Feasibility => {
  const share = reachedShare(forecast);
  if (share >= NEARLY_ALL) return 'fits';
  return share >= MOST ? 'tight' : 'short';
};

/** What a plan leads to, and what other minutes a day would. @param bank weighed for the plan's exams */
export function planView(scene: Scene, bank: Bank, model: MemoryModel, input: PlanInput): PlanView {
  const { now, today, deck } = scene;
  const examDay = input.examDate === undefined ? undefined : dayOfDate(input.examDate);
  const { candidates } = bank;
  const forecastOf = (minutesPerDay: number) =>
    forecastPlan({ candidates, now, today, examDay, minutesPerDay }, deck, model);
  const choices = [...new Set([...CHOICES, input.minutesPerDay])]
    .toSorted((one, other) => one - other)
    .map((minutesPerDay) => ({ minutesPerDay, forecast: forecastOf(minutesPerDay) }));
  const forecast = forecastOf(input.minutesPerDay);
  const enough = choices.find((choice) => reachedShare(choice.forecast) >= NEARLY_ALL);
  return {
    input,
    forecast,
    feasibility: feasibilityOf(forecast),
    choices,
    ...(enough && { enough: enough.minutesPerDay }),
  };
}
