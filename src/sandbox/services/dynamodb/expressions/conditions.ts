/** Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html */
import { invalid } from '../texts.ts';
import {
  compareValues,
  sameValue,
  setMembers,
  typeOf,
  type AttributeValue,
  type Item,
} from '../values.ts';
import { base64Decode } from '../../../base64.ts';
import type { Comparator, Condition, Operand } from './ast.ts';
import type { Bindings } from './bindings.ts';
import { createParser, type Parser } from './parser.ts';
import { valueAt } from './paths.ts';
import type { ExpressionName } from './tokens.ts';

const FUNCTIONS: ReadonlySet<string> = new Set([
  'attribute_exists',
  'attribute_not_exists',
  'attribute_type',
  'begins_with',
  'contains',
  'size',
]);
const COMPARATORS: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=']);
const isComparator = (text: string): text is Comparator => COMPARATORS.has(text);

/** @returns what the expression says; throws ValidationException */
export function parseCondition(
  name: ExpressionName,
  expression: string,
  bindings: Bindings,
): Condition {
  const parser = createParser(name, expression, bindings);
  const condition = parseOr(parser);
  parser.demandEnd();
  return condition;
}

function parseOr(parser: Parser): Condition {
  let left = parseAnd(parser);
  while (parser.takes('OR')) {
    parser.countOperator();
    left = { kind: 'or', left, right: parseAnd(parser) };
  }
  return left;
}

function parseAnd(parser: Parser): Condition {
  let left = parseNot(parser);
  while (parser.takes('AND')) {
    parser.countOperator();
    left = { kind: 'and', left, right: parseNot(parser) };
  }
  return left;
}

function parseNot(parser: Parser): Condition {
  if (!parser.takes('NOT')) return parsePrimary(parser);
  parser.countOperator();
  return { kind: 'not', one: parseNot(parser) };
}

function parsePrimary(parser: Parser): Condition {
  parser.countOperator();
  if (parser.takes('(')) {
    const inside = parseOr(parser);
    parser.demand(')');
    return inside;
  }
  if (parser.peek(1) === '(' && parser.peek() !== 'size') return parseFunction(parser);
  return parseComparison(parser);
}

function parseFunction(parser: Parser): Condition {
  const name = parser.take();
  if (!FUNCTIONS.has(name))
    throw invalid(`Invalid ${parser.name}: Invalid function name; function: ${name}`);
  parser.demand('(');
  const condition = parseArguments(parser, name);
  parser.demand(')');
  return condition;
}

function parseArguments(parser: Parser, name: string): Condition {
  if (name === 'attribute_exists' || name === 'attribute_not_exists')
    return { kind: 'exists', path: parser.path(), isWanted: name === 'attribute_exists' };
  if (name === 'attribute_type') {
    const path = parser.path();
    parser.demand(',');
    return { kind: 'type', path, type: parseOperand(parser) };
  }
  const value = parseOperand(parser);
  parser.demand(',');
  const second = parseOperand(parser);
  return name === 'begins_with'
    ? { kind: 'begins', value, start: second }
    : { kind: 'contains', value, part: second };
}

function parseComparison(parser: Parser): Condition {
  const left = parseOperand(parser);
  if (parser.takes('BETWEEN')) {
    const low = parseOperand(parser);
    parser.demand('AND');
    return { kind: 'between', value: left, low, high: parseOperand(parser) };
  }
  if (parser.takes('IN')) {
    parser.demand('(');
    const among = parser.list(() => parseOperand(parser));
    parser.demand(')');
    return { kind: 'in', value: left, among };
  }
  const operator = parser.peek();
  if (!isComparator(operator)) return parser.syntaxError();
  parser.take();
  const right = parseOperand(parser);
  if (operator !== '=' && operator !== '<>')
    for (const operand of [left, right]) demandOrder(parser, operator, operand);
  return { kind: 'compare', operator, left, right };
}

function demandOrder({ name }: Parser, operator: Comparator, operand: Operand): void {
  if (operand.kind !== 'value' || ['S', 'N', 'B'].includes(typeOf(operand.value))) return;
  throw invalid(
    `Invalid ${name}: Incorrect operand type for operator or function; operator: ${operator}, operand type: ${typeOf(operand.value)}`,
  );
}

function parseOperand(parser: Parser): Operand {
  if (parser.peek().startsWith(':')) return { kind: 'value', value: parser.value() };
  if (parser.peek() === 'size' && parser.peek(1) === '(') {
    parser.take();
    parser.demand('(');
    const path = parser.path();
    parser.demand(')');
    return { kind: 'size', path };
  }
  return { kind: 'path', path: parser.path() };
}

function sizeOf(value: AttributeValue | undefined): AttributeValue | undefined {
  if (!value) return undefined;
  const count = (() => {
    if ('S' in value) return value.S.length;
    if ('B' in value) return base64Decode(value.B)?.length;
    if ('L' in value) return value.L.length;
    if ('M' in value) return Object.keys(value.M).length;
    return setMembers(value)?.length;
  })();
  return count === undefined ? undefined : { N: String(count) };
}

function resolve(operand: Operand, item: Item): AttributeValue | undefined {
  if (operand.kind === 'value') return operand.value;
  const value = valueAt(item, operand.path);
  return operand.kind === 'size' ? sizeOf(value) : value;
}

function compares(
  operator: Comparator,
  left: AttributeValue | undefined,
  right: AttributeValue | undefined,
): boolean {
  if (operator === '=' || operator === '<>') {
    const isSame = left !== undefined && right !== undefined && sameValue(left, right);
    return isSame === (operator === '=');
  }
  const order = left && right ? compareValues(left, right) : undefined;
  if (order === undefined) return false;
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function contains(value: AttributeValue | undefined, part: AttributeValue | undefined): boolean {
  if (!value || !part) return false;
  if ('S' in value) return 'S' in part && value.S.includes(part.S);
  if ('L' in value) return value.L.some((one) => sameValue(one, part));
  const [member] = Object.values(part) as unknown[];
  const isOfSet = typeOf(value) === `${typeOf(part)}S`;
  return isOfSet && typeof member === 'string' && (setMembers(value)?.includes(member) ?? false);
}

/** @returns whether the condition holds for the item; an empty one for an item that is not there */
export function holds(condition: Condition, item: Item): boolean {
  switch (condition.kind) {
    case 'and':
      return holds(condition.left, item) && holds(condition.right, item);
    case 'or':
      return holds(condition.left, item) || holds(condition.right, item);
    case 'not':
      return !holds(condition.one, item);
    case 'exists':
      return (valueAt(item, condition.path) !== undefined) === condition.isWanted;
    case 'compare':
      return compares(
        condition.operator,
        resolve(condition.left, item),
        resolve(condition.right, item),
      );
    case 'between': {
      const value = resolve(condition.value, item);
      return (
        compares('>=', value, resolve(condition.low, item)) &&
        compares('<=', value, resolve(condition.high, item))
      );
    }
    case 'in': {
      const value = resolve(condition.value, item);
      return condition.among.some((one) => compares('=', value, resolve(one, item)));
    }
    case 'type': {
      const [value, wanted] = [valueAt(item, condition.path), resolve(condition.type, item)];
      return (
        value !== undefined && wanted !== undefined && 'S' in wanted && typeOf(value) === wanted.S
      );
    }
    case 'begins': {
      const [value, start] = [resolve(condition.value, item), resolve(condition.start, item)];
      if (!value || !start) return false;
      if ('S' in value && 'S' in start) return value.S.startsWith(start.S);
      return 'B' in value && 'B' in start && startsWith(value.B, start.B);
    }
    case 'contains':
      return contains(resolve(condition.value, item), resolve(condition.part, item));
  }
}

/** @param whole, start in base64 */
function startsWith(whole: string, start: string): boolean {
  const bytes = base64Decode(whole);
  return base64Decode(start)?.every((byte, at) => byte === bytes?.[at]) ?? false;
}
