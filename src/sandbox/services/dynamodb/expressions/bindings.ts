import { invalid } from '../texts.ts';
import { readValue, type AttributeValue } from '../values.ts';
import { isObject } from '../../../wire/json.ts';
import type { ExpressionName } from './tokens.ts';

/** What `#name` and `:value` stand for in a request's expressions. */
export interface Bindings {
  /** @param token `#name` */
  name(token: string, expression: ExpressionName): string;
  /** @param token `:value` */
  value(token: string, expression: ExpressionName): AttributeValue;
  /** Refuses what no expression used. */
  demandUsed(): void;
}

const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

function demandSyntax(member: string, keys: readonly string[], form: RegExp): void {
  const wrong = keys.find((key) => !form.test(key));
  if (wrong !== undefined)
    throw invalid(`${member} contains invalid key: Syntax error; key: "${wrong}"`);
}

/** @param input the request: its ExpressionAttributeNames and ExpressionAttributeValues */
export function bindingsOf(input: {
  readonly ExpressionAttributeNames?: unknown;
  readonly ExpressionAttributeValues?: unknown;
}): Bindings {
  const given = input.ExpressionAttributeNames;
  const names = isObject(given) ? given : {};
  const rawValues = input.ExpressionAttributeValues;
  const values = isObject(rawValues) ? rawValues : {};
  for (const [member, record] of [
    ['ExpressionAttributeNames', given],
    ['ExpressionAttributeValues', rawValues],
  ] as const)
    if (isObject(record) && Object.keys(record).length === 0)
      throw invalid(`${member} must not be empty`);
  demandSyntax('ExpressionAttributeNames', Object.keys(names), /^#[A-Za-z0-9_]+$/);
  demandSyntax('ExpressionAttributeValues', Object.keys(values), /^:[A-Za-z0-9_]+$/);
  const read = new Map(Object.entries(values).map(([key, one]) => [key, readValue(one)]));
  const used = new Set<string>();
  const unused = (record: object) => Object.keys(record).filter((key) => !used.has(key));
  return {
    name(token, expression) {
      used.add(token);
      const name = own(names, token);
      if (typeof name !== 'string')
        throw invalid(
          `Invalid ${expression}: An expression attribute name used in the document path is not defined; attribute name: ${token}`,
        );
      return name;
    },
    value(token, expression) {
      used.add(token);
      const value = read.get(token);
      if (!value)
        throw invalid(
          `Invalid ${expression}: An expression attribute value used in expression is not defined; attribute value: ${token}`,
        );
      return value;
    },
    demandUsed() {
      for (const [member, record] of [
        ['ExpressionAttributeNames', names],
        ['ExpressionAttributeValues', values],
      ] as const) {
        const left = unused(record);
        if (left.length > 0)
          throw invalid(
            `Value provided in ${member} unused in expressions: keys: {${left.join(', ')}}`,
          );
      }
    },
  };
}
