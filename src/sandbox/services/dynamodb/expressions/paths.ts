import { invalid } from '../texts.ts';
import type { AttributeValue, Item } from '../values.ts';
import type { Path } from './ast.ts';
import type { Bindings } from './bindings.ts';
import { createParser } from './parser.ts';
import type { ExpressionName } from './tokens.ts';

/** @returns what lies at the path, or undefined */
export function valueAt(item: Item, [first, ...rest]: Path): AttributeValue | undefined {
  let value = Object.hasOwn(item, first) ? item[first] : undefined;
  for (const step of rest) {
    if (value === undefined) return undefined;
    if (typeof step === 'number') value = 'L' in value ? value.L[step] : undefined;
    else value = 'M' in value && Object.hasOwn(value.M, step) ? value.M[step] : undefined;
  }
  return value;
}

/** As errors show a path. */
const pathText = (path: Path): string => `[${path.join(', ')}]`;

const isStartOf = (start: Path, whole: Path): boolean =>
  start.every((step, at) => step === whole[at]);

/** Refuses paths of which one leads to the other's place, or into it. */
export function demandApart(name: ExpressionName, paths: readonly Path[]): void {
  for (const [at, path] of paths.entries()) {
    const other = paths.slice(at + 1).find((one) => isStartOf(path, one) || isStartOf(one, path));
    if (other)
      throw invalid(
        `Invalid ${name}: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: ${pathText(path)}, path two: ${pathText(other)}`,
      );
  }
}

/** Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ProjectionExpressions.html */
export function parseProjection(expression: string, bindings: Bindings): readonly Path[] {
  const parser = createParser('ProjectionExpression', expression, bindings);
  const paths = parser.list(() => parser.path());
  parser.demandEnd();
  demandApart('ProjectionExpression', paths);
  return paths;
}

type Step = string | number;

/** The part of a value that the ways into it name. A way that is at its end names all of it. */
function part(
  value: AttributeValue,
  ways: readonly (readonly Step[])[],
): AttributeValue | undefined {
  if (ways.some((way) => way.length === 0)) return value;
  if ('M' in value) {
    const members = partOfMembers(value.M, ways);
    return Object.keys(members).length > 0 ? { M: members } : undefined;
  }
  if (!('L' in value)) return undefined;
  const kept = value.L.flatMap((one, index) => {
    const inside = ways.filter(([step]) => step === index).map(([, ...rest]) => rest);
    return inside.length > 0 ? (part(one, inside) ?? []) : [];
  });
  return kept.length > 0 ? { L: kept } : undefined;
}

function partOfMembers(item: Item, ways: readonly (readonly Step[])[]): Item {
  const result: Item = {};
  for (const [name, value] of Object.entries(item)) {
    const inside = ways.filter(([step]) => step === name).map(([, ...rest]) => rest);
    const kept = inside.length > 0 ? part(value, inside) : undefined;
    if (kept !== undefined) result[name] = kept;
  }
  return result;
}

/** @returns the item with nothing but what the paths name */
export const project = (item: Item, paths: readonly Path[]): Item => partOfMembers(item, paths);
