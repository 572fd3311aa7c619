/** Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html */
import { addNumbers } from '../numbers.ts';
import { invalid, invalidValues } from '../texts.ts';
import { setMembers, typeOf, type AttributeValue, type Item, type ValueType } from '../values.ts';
import type { NewValue, Path, UpdateAction } from './ast.ts';
import type { Bindings } from './bindings.ts';
import { createParser, type Parser } from './parser.ts';
import { demandApart, valueAt } from './paths.ts';

const CLAUSES = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const;
type Clause = (typeof CLAUSES)[number];

/** @returns what the expression does, in its order; throws ValidationException */
export function parseUpdate(expression: string, bindings: Bindings): readonly UpdateAction[] {
  const parser = createParser('UpdateExpression', expression, bindings);
  const actions: UpdateAction[] = [];
  const seen = new Set<Clause>();
  while (parser.peek() !== '<EOF>') {
    const clause = CLAUSES.find((one) => one === parser.peek().toUpperCase());
    if (!clause) return parser.syntaxError();
    if (seen.has(clause))
      throw invalid(
        `Invalid UpdateExpression: The "${clause}" section can only be used once in an update expression;`,
      );
    seen.add(clause);
    parser.take();
    actions.push(...parser.list(() => parseAction(parser, clause)));
  }
  demandApart(
    'UpdateExpression',
    actions.map(({ path }) => path),
  );
  return actions;
}

/** Updates spell types out, where conditions give their letters. */
const TYPE_NAMES: Readonly<Record<ValueType, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  SS: 'STRING_SET',
  NS: 'NUMBER_SET',
  BS: 'BINARY_SET',
  BOOL: 'BOOLEAN',
  NULL: 'NULL',
  L: 'LIST',
  M: 'MAP',
};

function parseAction(parser: Parser, clause: Clause): UpdateAction {
  const path = parser.path();
  if (clause === 'REMOVE') return { kind: 'remove', path };
  if (clause === 'SET') {
    parser.demand('=');
    return { kind: 'set', path, value: parseSum(parser) };
  }
  const value = parser.value();
  const isFit = setMembers(value) !== undefined || (clause === 'ADD' && 'N' in value);
  if (!isFit)
    throw invalid(
      `Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ${clause}, operand type: ${TYPE_NAMES[typeOf(value)]}, typeSet: ALLOWED_FOR_${clause}_OPERAND`,
    );
  return { kind: clause === 'ADD' ? 'add' : 'delete', path, value };
}

function parseSum(parser: Parser): NewValue {
  const left = parseNewValue(parser);
  const sign = parser.takes('+') ? 1 : parser.takes('-') ? -1 : undefined;
  return sign === undefined ? left : { kind: 'sum', left, right: parseNewValue(parser), sign };
}

function parseNewValue(parser: Parser): NewValue {
  parser.countOperator();
  if (parser.peek().startsWith(':')) return { kind: 'value', value: parser.value() };
  if (parser.peek(1) !== '(') return { kind: 'path', path: parser.path() };
  const name = parser.take();
  if (name !== 'if_not_exists' && name !== 'list_append')
    throw invalid(`Invalid UpdateExpression: Invalid function name; function: ${name}`);
  parser.demand('(');
  const value = name === 'list_append' ? parseAppend(parser) : parseIfMissing(parser);
  parser.demand(')');
  return value;
}

function parseAppend(parser: Parser): NewValue {
  const left = parseNewValue(parser);
  parser.demand(',');
  return { kind: 'append', left, right: parseNewValue(parser) };
}

function parseIfMissing(parser: Parser): NewValue {
  const path = parser.path();
  parser.demand(',');
  return { kind: 'if-missing', path, otherwise: parseNewValue(parser) };
}

const wrongType = () => invalid('An operand in the update expression has an incorrect data type');
const wrongPath = () =>
  invalid('The document path provided in the update expression is invalid for update');

function resolve(value: NewValue, item: Item): AttributeValue {
  switch (value.kind) {
    case 'value':
      return value.value;
    case 'path': {
      const found = valueAt(item, value.path);
      if (found) return found;
      throw invalid(
        'The provided expression refers to an attribute that does not exist in the item',
      );
    }
    case 'if-missing':
      return valueAt(item, value.path) ?? resolve(value.otherwise, item);
    case 'sum': {
      const [left, right] = [resolve(value.left, item), resolve(value.right, item)];
      if (!('N' in left) || !('N' in right)) throw wrongType();
      return { N: addNumbers(left.N, right.N, value.sign) };
    }
    case 'append': {
      const [left, right] = [resolve(value.left, item), resolve(value.right, item)];
      if (!('L' in left) || !('L' in right)) throw wrongType();
      return { L: [...left.L, ...right.L] };
    }
  }
}

/** @param members of a set type, or none: then there is no set */
function setOf(type: string, members: readonly string[]): AttributeValue | undefined {
  if (members.length === 0) return undefined;
  if (type === 'NS') return { NS: [...members] };
  return type === 'SS' ? { SS: [...members] } : { BS: [...members] };
}

function added(current: AttributeValue | undefined, value: AttributeValue): AttributeValue {
  if (!current) return value;
  if ('N' in current && 'N' in value) return { N: addNumbers(current.N, value.N) };
  const [members, more] = [setMembers(current), setMembers(value)];
  if (!members || !more || typeOf(current) !== typeOf(value)) throw wrongType();
  return setOf(typeOf(current), [...new Set([...members, ...more])]) ?? value;
}

function deleted(
  current: AttributeValue | undefined,
  value: AttributeValue,
): AttributeValue | undefined {
  if (!current) return undefined;
  const [members, less] = [setMembers(current), setMembers(value)];
  if (!members || !less || typeOf(current) !== typeOf(value)) throw wrongType();
  return setOf(
    typeOf(current),
    members.filter((one) => !less.includes(one)),
  );
}

/** The map or list that holds the last step of the path. */
function holderOf(
  item: Item,
  path: Path,
): { readonly holder: AttributeValue; last: string | number } {
  const [first, ...rest] = path;
  const last = rest.at(-1);
  if (last === undefined) return { holder: { M: item }, last: first };
  const holder = valueAt(item, [first, ...rest.slice(0, -1)]);
  if (!holder) throw wrongPath();
  return { holder, last };
}

function put(item: Item, path: Path, value: AttributeValue): void {
  const { holder, last } = holderOf(item, path);
  if (typeof last === 'string' && 'M' in holder) holder.M[last] = value;
  // Beyond the end means at the end.
  else if (typeof last === 'number' && 'L' in holder)
    holder.L[Math.min(last, holder.L.length)] = value;
  else throw wrongPath();
}

function remove(item: Item, path: Path): void {
  const { holder, last } = holderOf(item, path);
  if (typeof last === 'string' && 'M' in holder) delete holder.M[last];
  else if (typeof last === 'number' && 'L' in holder) holder.L.splice(last, 1);
  else throw wrongPath();
}

/** Places in lists from the last to the first, so that none moves before its turn. */
const lastFirst = (a: UpdateAction, b: UpdateAction): number => {
  const [x, y] = [a.path.at(-1), b.path.at(-1)];
  return typeof x === 'number' && typeof y === 'number' ? y - x : 0;
};

/**
 * @param before is left as it is; every action sees it as it was
 * @returns the item after the update; throws ValidationException
 */
export function applyUpdate(
  before: Item,
  actions: readonly UpdateAction[],
  keyNames: readonly string[],
): Item {
  const onKey = actions.find(({ path: [name] }) => keyNames.includes(name));
  if (onKey)
    throw invalidValues(
      `Cannot update attribute ${onKey.path[0]}. This attribute is part of the key`,
    );
  const item = structuredClone(before);
  const removals: UpdateAction[] = [];
  for (const action of actions) {
    const { path } = action;
    if (action.kind === 'remove') removals.push(action);
    else if (action.kind === 'set') put(item, path, structuredClone(resolve(action.value, before)));
    else if (action.kind === 'add') put(item, path, added(valueAt(before, path), action.value));
    else {
      const rest = deleted(valueAt(before, path), action.value);
      if (rest) put(item, path, rest);
      else if (valueAt(before, path)) remove(item, path);
    }
  }
  for (const { path } of removals.sort(lastFirst)) remove(item, path);
  return item;
}
