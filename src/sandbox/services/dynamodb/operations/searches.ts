import type { QueryCommandInput, ScanCommandInput } from '@aws-sdk/client-dynamodb';
import type { OperationContext, Parsed } from '../../context.ts';
import { activeTable } from '../access.ts';
import { readCapacity } from '../capacity.ts';
import type { Condition } from '../expressions/ast.ts';
import { bindingsOf, type Bindings } from '../expressions/bindings.ts';
import { holds, parseCondition } from '../expressions/conditions.ts';
import { parseProjection, project } from '../expressions/paths.ts';
import { keyNames, keyText, projected } from '../keys.ts';
import type { Index, KeyElement, Table } from '../state.ts';
import { cannotTake, invalid } from '../texts.ts';
import { compareValues, itemSize, readItem, type Item } from '../values.ts';
import { refuseLegacy } from './items.ts';

/** A page holds at most so much. Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html */
const PAGE_BYTES = 1024 * 1024;
const LEGACY = [
  'AttributesToGet',
  'ConditionalOperator',
  'KeyConditions',
  'QueryFilter',
  'ScanFilter',
];

type Search = Pick<
  QueryCommandInput,
  | 'ConsistentRead'
  | 'ExclusiveStartKey'
  | 'FilterExpression'
  | 'IndexName'
  | 'Limit'
  | 'ProjectionExpression'
  | 'ReturnConsumedCapacity'
  | 'Select'
>;

function indexOf(table: Table, { IndexName: name, ConsistentRead }: Search): Index | undefined {
  if (name === undefined) return undefined;
  const index = table.indexes.find(({ IndexName }) => IndexName === name);
  if (!index) throw invalid(`The table does not have the specified index: ${name}`);
  if (ConsistentRead && !index.isLocal)
    throw invalid('Consistent reads are not supported on global secondary indexes');
  return index;
}

/** The names of what a condition looks at directly. */
function namesIn(condition: Condition): string[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...namesIn(condition.left), ...namesIn(condition.right)];
    case 'not':
      return namesIn(condition.one);
    case 'exists':
    case 'type':
      return [condition.path[0]];
    case 'compare':
      return [condition.left, condition.right].flatMap((one) => ('path' in one ? one.path[0] : []));
    case 'between':
    case 'in':
    case 'begins':
    case 'contains':
      return 'path' in condition.value ? [condition.value.path[0]] : [];
  }
}

function filterOf({ FilterExpression: text }: Search, bindings: Bindings): Condition | undefined {
  return text === undefined ? undefined : parseCondition('FilterExpression', text, bindings);
}

/** The parts that AND joins. */
const partsOf = (condition: Condition): Condition[] =>
  condition.kind === 'and'
    ? [...partsOf(condition.left), ...partsOf(condition.right)]
    : [condition];

const unsupported = () => invalid('Query key condition not supported');

/** The attribute that one part of a key condition is about. */
function subjectOf(part: Condition): string {
  if (part.kind === 'compare' && part.operator !== '<>' && part.left.kind === 'path')
    return part.left.path[0];
  if ((part.kind === 'between' || part.kind === 'begins') && part.value.kind === 'path')
    return part.value.path[0];
  throw unsupported();
}

/** Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html */
function demandKeyCondition(condition: Condition, schema: readonly KeyElement[]): void {
  const parts = partsOf(condition);
  if (parts.length > 2) throw invalid('Conditions can be of length 1 or 2 only');
  const subjects = parts.map(subjectOf);
  const hash = schema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName ?? '';
  const range = schema.find(({ KeyType }) => KeyType === 'RANGE')?.AttributeName;
  if (!subjects.includes(hash)) throw invalid(`Query condition missed key schema element: ${hash}`);
  const other = subjects.find((name) => name !== hash);
  if (other !== undefined && other !== range)
    throw invalid(`Query condition missed key schema element: ${range ?? hash}`);
  const first = parts[subjects.indexOf(hash)];
  if (first?.kind !== 'compare' || first.operator !== '=') throw unsupported();
}

/** Whether the index, or the table, has the item at all. */
const isIn = (schema: readonly KeyElement[], item: Item) =>
  schema.every(({ AttributeName }) => Object.hasOwn(item, AttributeName));

interface Found {
  readonly item: Item;
  /** Decides among equals, and where a page goes on. */
  readonly text: string;
}

type Order = (a: Found, b: Found) => number;

/** By the sort key, then by the table's key. */
const byRange =
  (schema: readonly KeyElement[], isForward: boolean): Order =>
  (a, b) => {
    const range = schema.find(({ KeyType }) => KeyType === 'RANGE')?.AttributeName;
    const [x, y] = range === undefined ? [] : [a.item[range], b.item[range]];
    const order =
      (x && y && compareValues(x, y)) || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0);
    return isForward ? order : -order;
  };

/** Items that come after the key where the page before ended. */
function after(
  table: Table,
  index: Index | undefined,
  start: unknown,
  order: Order,
): (found: Found) => boolean {
  if (start === undefined) return () => true;
  const key = readItem(start);
  const names = new Set([...keyNames(table), ...(index ? keyNames(index) : [])]);
  if (
    Object.keys(key).length !== names.size ||
    [...names].some((name) => !Object.hasOwn(key, name))
  )
    throw invalid(
      'The provided starting key is invalid: The provided key element does not match the schema',
    );
  const from = { item: key, text: keyText(table, key) };
  return (found) => order(found, from) > 0;
}

function shape(
  { ProjectionExpression: text, Select: select }: Search,
  bindings: Bindings,
): (item: Item) => Item {
  if (text === undefined) {
    if (select === 'SPECIFIC_ATTRIBUTES')
      throw invalid(
        'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
      );
    return (item) => item;
  }
  if (select !== undefined && select !== 'SPECIFIC_ATTRIBUTES')
    throw invalid(`Cannot specify the ProjectionExpression when choosing to get ${select}`);
  const paths = parseProjection(text, bindings);
  return (item) => project(item, paths);
}

/** One page of what was found, in order. */
function pageOf(
  table: Table,
  index: Index | undefined,
  input: Search,
  found: readonly Found[],
  { filter, show }: { filter: Condition | undefined; show: (item: Item) => Item },
) {
  if (input.Limit !== undefined && input.Limit < 1)
    throw invalid(
      `1 validation error detected: Value '${input.Limit}' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1`,
    );
  const page: Item[] = [];
  let bytes = 0;
  for (const { item } of found) {
    if (page.length >= (input.Limit ?? Number.POSITIVE_INFINITY) || bytes > PAGE_BYTES) break;
    page.push(item);
    bytes += itemSize(item);
  }
  const items = page.filter((item) => !filter || holds(filter, item));
  // AWS gives a key to go on with whenever the limit ended the page, even when nothing is left.
  const isCut = page.length < found.length || page.length === input.Limit;
  const last = isCut ? page.at(-1) : undefined;
  const names = [...keyNames(table), ...(index ? keyNames(index) : [])];
  return {
    ...(input.Select !== 'COUNT' && {
      Items: items.map((item) => show(projected(table, index, item))),
    }),
    Count: items.length,
    ScannedCount: page.length,
    ...(last && {
      LastEvaluatedKey: Object.fromEntries(
        names.flatMap((name) => {
          const value = last[name];
          return value ? [[name, value] as const] : [];
        }),
      ),
    }),
    ...readCapacity(input, table, bytes),
  };
}

export function query(context: OperationContext, input: Parsed<QueryCommandInput>) {
  refuseLegacy(input, LEGACY);
  if (input.KeyConditionExpression === undefined)
    throw invalid(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  const bindings = bindingsOf(input);
  const condition = parseCondition(
    'KeyConditionExpression',
    input.KeyConditionExpression,
    bindings,
  );
  const filter = filterOf(input, bindings);
  const show = shape(input, bindings);
  bindings.demandUsed();
  const table = activeTable(context, input.TableName);
  const index = indexOf(table, input);
  const schema = (index ?? table).KeySchema;
  demandKeyCondition(condition, schema);
  const onKey =
    filter && namesIn(filter).find((name) => keyNames({ KeySchema: schema }).includes(name));
  if (onKey !== undefined)
    throw invalid(
      `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${onKey}`,
    );
  const order = byRange(schema, input.ScanIndexForward ?? true);
  const isAfter = after(table, index, input.ExclusiveStartKey, order);
  const found = Object.entries(table.items)
    .map(([text, item]) => ({ text, item }))
    .filter(({ item }) => isIn(schema, item) && holds(condition, item))
    .sort(order)
    .filter(isAfter);
  return pageOf(table, index, input, found, { filter, show });
}

export function scan(context: OperationContext, input: Parsed<ScanCommandInput>) {
  refuseLegacy(input, LEGACY);
  if (input.Segment !== undefined || input.TotalSegments !== undefined)
    throw cannotTake('Segment', 'Scan the table in one go.');
  const bindings = bindingsOf(input);
  const filter = filterOf(input, bindings);
  const show = shape(input, bindings);
  bindings.demandUsed();
  const table = activeTable(context, input.TableName);
  const index = indexOf(table, input);
  const schema = (index ?? table).KeySchema;
  const hash = keyNames({ KeySchema: schema })[0] ?? '';
  // By a digest of the partition key, as DynamoDB spreads items: nobody may count on another order.
  const digest = (item: Item) => context.crypto.sha256Hex(JSON.stringify(item[hash]));
  const digests = new Map<Item, string>();
  const digestOf = (item: Item) => {
    const known = digests.get(item) ?? digest(item);
    digests.set(item, known);
    return known;
  };
  const within = byRange(schema, true);
  const order: Order = (a, b) => {
    const [x, y] = [digestOf(a.item), digestOf(b.item)];
    return x < y ? -1 : x > y ? 1 : within(a, b);
  };
  const isAfter = after(table, index, input.ExclusiveStartKey, order);
  const found = Object.entries(table.items)
    .map(([text, item]) => ({ text, item }))
    .filter(({ item }) => isIn(schema, item))
    .sort(order)
    .filter(isAfter);
  return pageOf(table, index, input, found, { filter, show });
}
