import type {
  BatchGetItemCommandInput,
  BatchWriteItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { OperationContext, Parsed } from '../../context.ts';
import { activeTable, dropItem, findItem, MAX_ITEM_BYTES, storeItem } from '../access.ts';
import { bindingsOf } from '../expressions/bindings.ts';
import { parseProjection, project } from '../expressions/paths.ts';
import { demandKey, keyOfItem, keyText } from '../keys.ts';
import type { Table } from '../state.ts';
import { invalid } from '../texts.ts';
import { itemSize, readItem, type Item } from '../values.ts';
import { refuseLegacy } from './items.ts';

/** Source: docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html, API_BatchGetItem.html */
const MAX_WRITES = 25;
const MAX_READS = 100;

interface Write {
  readonly table: Table;
  readonly key: Item;
  /** Absent for a deletion. */
  readonly item?: Item;
}

function demandDistinct(wanted: readonly { readonly table: Table; readonly key: Item }[]): void {
  const keys = wanted.map(({ table, key }) => `${table.TableName} ${keyText(table, key)}`);
  if (new Set(keys).size < keys.length)
    throw invalid('Provided list of item keys contains duplicates');
}

function demandCount(member: string, count: number, most: number): void {
  if (count === 0)
    throw invalid(
      `1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1`,
    );
  if (count > most) throw invalid(`Too many items requested for the ${member} call`);
}

/** All or nothing is not promised by AWS; here a batch that is refused has written nothing. */
export function batchWriteItem(
  context: OperationContext,
  input: Parsed<BatchWriteItemCommandInput>,
) {
  const writes: Write[] = [];
  for (const [name, requests] of Object.entries(input.RequestItems)) {
    const table = activeTable(context, name);
    for (const { PutRequest, DeleteRequest } of requests) {
      if ((PutRequest === undefined) === (DeleteRequest === undefined))
        throw invalid(
          'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
        );
      if (!PutRequest) {
        writes.push({ table, key: demandKey(table, readItem(DeleteRequest?.Key)) });
        continue;
      }
      const item = readItem(PutRequest.Item);
      if (itemSize(item) > MAX_ITEM_BYTES)
        throw invalid('Item size has exceeded the maximum allowed size');
      writes.push({ table, key: keyOfItem(table, item), item });
    }
  }
  demandCount('BatchWriteItem', writes.length, MAX_WRITES);
  demandDistinct(writes);
  for (const { table, key, item } of writes) {
    if (item) storeItem(context, table, item);
    else dropItem(table, key);
  }
  return { UnprocessedItems: {} };
}

export function batchGetItem(context: OperationContext, input: Parsed<BatchGetItemCommandInput>) {
  const tables = Object.entries(input.RequestItems).map(([name, request]) => {
    refuseLegacy(request);
    const bindings = bindingsOf(request);
    const paths =
      request.ProjectionExpression === undefined
        ? undefined
        : parseProjection(request.ProjectionExpression, bindings);
    bindings.demandUsed();
    const table = activeTable(context, name);
    const keys = (request.Keys ?? []).map((key) => demandKey(table, readItem(key)));
    return { name, table, keys, paths };
  });
  const wanted = tables.flatMap(({ table, keys }) => keys.map((key) => ({ table, key })));
  demandCount('BatchGetItem', wanted.length, MAX_READS);
  demandDistinct(wanted);
  const Responses = Object.fromEntries(
    tables.map(({ name, table, keys, paths }) => [
      name,
      keys
        .map((key) => findItem(table, key))
        .filter((item) => item !== undefined)
        .map((item) => (paths ? project(item, paths) : item)),
    ]),
  );
  return { Responses, UnprocessedKeys: {} };
}
