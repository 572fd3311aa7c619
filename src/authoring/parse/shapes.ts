import { Slug } from '#quiz';
import { z } from 'zod';

const SEGMENT = '[a-z0-9]+(?:-[a-z0-9]+)*';

/** @param parts how many folder names the id has @param example shown in the message */
const pathOf = (parts: number, example: string) =>
  z
    .string(`Write an id such as ${example}.`)
    .regex(
      new RegExp(`^${SEGMENT}(?:/${SEGMENT}){${parts - 1}}$`),
      `Write an id such as ${example}.`,
    );

/** `<course>/<module>/<lesson>`. */
export const LessonRef = pathOf(3, 'api-gateway/who-may-call/usage-plans');
/** `<course>/<scenario>`. */
export const ScenarioRef = pathOf(2, 'api-gateway/tiered-usage-plans');
/** A lab's folder name. */
export const LabRef = Slug;

/** One line of plain text. @param what named in the message, with its article */
export const text = (what: string) =>
  z
    .string(`Write ${what} as text; put it in quotes when it is a number or holds ": " or " #".`)
    .trim()
    .min(1, `Write ${what}; it is empty.`);

/** Where something stands among its neighbours. Gaps are welcome: 10, 20, 30 leaves room. */
export const Order = z
  .int('Write the order as a whole number; 10, 20, 30 leaves room between.')
  .min(0, 'Write the order as a whole number from 0.');

/** @param most an upper bound that catches a slip */
export const minutes = (most: number) =>
  z
    .int('Write the time as whole minutes, for example 8.')
    .min(1, 'Nothing takes 0 minutes. Write the time as whole minutes, for example 8.')
    .max(most, `Over ${most} minutes is too long at once. Split it, or correct the number.`);

/** A day somebody read or saw something. */
export const Day = z.iso.date('Write the day as YYYY-MM-DD.');
