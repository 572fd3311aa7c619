import { z } from 'zod';
import { seededRandom, shuffled, type Random } from '#core';

/** More combinations than this cannot be read through by anybody, and slow the check down. */
const MOST_COMBINATIONS = 200;

const Scalar = z.union([z.string().trim().min(1), z.number()]);
const SetName = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9]*$/, 'Name a set with letters and digits, such as `rate`.');

/** One drawn thing with several texts that belong together, for example a job and how long it takes. */
const Case = z
  .record(SetName, Scalar)
  .refine(
    (one) => 'id' in one,
    'Give each case an id, for example `{ id: short, time: 20 seconds }`.',
  );

const FEW = 'Write at least two values; one is no variant.';

/** What a seed draws from. */
const VariantSet = z.union(
  [
    z.array(Scalar).min(2, FEW),
    z.array(Case).min(2, FEW),
    z.strictObject({ order: z.array(Scalar).min(2, FEW).max(6, 'Order at most six texts.') }),
  ],
  {
    error:
      'Write a set as values `[50, 200]`, as cases `[{ id: short, time: 20 seconds }, …]`, or as texts in a drawn order `{ order: [one, two] }`.',
  },
);
export type VariantSet = z.infer<typeof VariantSet>;

/** The sets of a scenario, by name. `{{name}}`, `{{name.field}}` and `{{name.1}}` stand for what was drawn. */
export const VariantSets = z.record(SetName, VariantSet);
export type VariantSets = z.infer<typeof VariantSets>;

/** What holds in some variants only: every set named must have drawn one of the values given. */
export const Condition = z
  .record(SetName, z.union([Scalar, z.array(Scalar).min(1)]))
  .refine((condition) => Object.keys(condition).length > 0, 'Name the set that decides.');
export type Condition = z.infer<typeof Condition>;

/**
 * One draw. `values` is what templates are filled with; `drawn` names the draw itself, one text per
 * set, and is what conditions look at and what is kept with an answer.
 */
export interface Variant {
  readonly drawn: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string>>;
}

/** The only variant of a scenario that declares no sets. */
export const NO_VARIANT: Variant = { drawn: {}, values: {} };

/** What choosing the value at `index`, or showing texts in `order`, means for one set. */
function drawOf(name: string, set: VariantSet, index: number, order?: readonly number[]): Variant {
  if (!Array.isArray(set)) {
    const places = order ?? set.order.map((_, place) => place);
    const texts = places.map((place, at): [string, string] => [
      `${name}.${at + 1}`,
      String(set.order[place]),
    ]);
    return {
      drawn: { [name]: places.map((place) => place + 1).join(',') },
      values: Object.fromEntries(texts),
    };
  }
  const value = set[index];
  if (typeof value !== 'object') {
    return { drawn: { [name]: String(value) }, values: { [name]: String(value) } };
  }
  const fields = Object.entries(value).map(([field, text]): [string, string] => [
    `${name}.${field}`,
    String(text),
  ]);
  const id = String(value['id']);
  return { drawn: { [name]: id }, values: { [name]: id, ...Object.fromEntries(fields) } };
}

const sizeOf = (set: VariantSet) => (Array.isArray(set) ? set.length : 1);

const join = (one: Variant, other: Variant): Variant => ({
  drawn: { ...one.drawn, ...other.drawn },
  values: { ...one.values, ...other.values },
});

/** Keeps the draw of the variant apart from that of the order of options, which uses the seed itself. */
const VARIANT_STREAM = 0x9e37_79b9;

/** The variant that a seed draws. The same seed always gives the same. */
export function drawVariant(sets: VariantSets = {}, seed = 0): Variant {
  const random: Random = seededRandom(seed ^ VARIANT_STREAM);
  return Object.entries(sets).reduce((variant, [name, set]) => {
    const index = Math.floor(random.next() * sizeOf(set));
    const order = Array.isArray(set) ? undefined : shuffled([...set.order.keys()], random);
    return join(variant, drawOf(name, set, index, order));
  }, NO_VARIANT);
}

/** How many variants there are. The order of constraints is not counted: no key hangs on it. */
export const countVariants = (sets: VariantSets = {}): number =>
  Object.values(sets).reduce((product, set) => product * sizeOf(set), 1);

/** Every variant; texts in a drawn order stand as written. */
export function allVariants(sets: VariantSets = {}): Variant[] {
  return Object.entries(sets).reduce<Variant[]>(
    (variants, [name, set]) =>
      variants.flatMap((variant) =>
        Array.from({ length: sizeOf(set) }, (_, index) => join(variant, drawOf(name, set, index))),
      ),
    [NO_VARIANT],
  );
}

const TEMPLATE = /\{\{\s*([a-zA-Z][\w.]*)\s*\}\}/g;

/** The names that a text's templates use, each once. */
export const templatesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(TEMPLATE)].map(([, name = '']) => name)),
];

/** The text with its templates filled; one that the variant does not know stays as it is. */
export const fillText = (
  text: string,
  { values }: Variant,
  write: (value: string) => string = (value) => value,
): string =>
  text.replaceAll(TEMPLATE, (template, name: string) => {
    const value = values[name];
    return value === undefined ? template : write(value);
  });

/** Every text inside plain data, filled. */
export function fillAll<T>(data: T, variant: Variant): T {
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string') return fillText(value, variant);
    if (Array.isArray(value)) return value.map(fill);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner)]));
  };
  // Filling texts keeps the shape, which TypeScript cannot see through `unknown`.
  return fill(data) as T;
}

/** Whether a condition holds for a draw. */
export const holds = (condition: Condition, { drawn }: Variant): boolean =>
  Object.entries(condition).every(([name, wanted]) =>
    [wanted].flat().some((value) => String(value) === drawn[name]),
  );

/** "with rate 50 and job short", for messages about one variant. */
export const describeVariant = ({ drawn }: Variant): string =>
  Object.entries(drawn)
    .map(([name, value]) => `${name} ${value}`)
    .join(' and ');

/** What a condition names that the sets do not have, in sentences. */
export function conditionProblems(condition: Condition, sets: VariantSets): string[] {
  return Object.entries(condition).flatMap(([name, wanted]) => {
    const set = sets[name];
    if (!set) return [`No set is named "${name}". Declare it in \`variants\`, or mend the name.`];
    if (!Array.isArray(set)) {
      return [`Set "${name}" only draws an order, so no key can hang on it. Use values or cases.`];
    }
    const ids = new Set(
      set.map((value) => String(typeof value === 'object' ? value['id'] : value)),
    );
    return [wanted]
      .flat()
      .filter((value) => !ids.has(String(value)))
      .map((value) => `Set "${name}" never draws "${value}". It has: ${[...ids].join(', ')}.`);
  });
}

/** A sentence when there are too many combinations to check them all. */
export function combinationProblem(sets: VariantSets): string | undefined {
  const count = countVariants(sets);
  return count > MOST_COMBINATIONS
    ? `The sets have ${count} combinations, and each is checked. Keep to ${MOST_COMBINATIONS}: take fewer values, or join sets into cases that are drawn together.`
    : undefined;
}

/** Every name that a template may use: "rate", "job", "job.time", "needs.1". */
export const namesIn = (sets: VariantSets): Set<string> =>
  new Set(allVariants(sets).flatMap(({ values }) => Object.keys(values)));
