import { regionState } from '../../state.ts';
import type { OperationContext } from '../context.ts';
import { own } from '../records.ts';
import { keyOfItem, keyText } from './keys.ts';
import type { DynamoDbState, Table } from './state.ts';
import { invalid, limitExceeded, noTable } from './texts.ts';
import { itemSize, type Item } from './values.ts';

/** The state of the caller's account in the Region; tables that are gone by now are dropped. */
export function stateOf({ sandbox, caller, region, clock }: OperationContext): DynamoDbState {
  const { dynamodb } = regionState(sandbox, caller.accountId, region);
  for (const [name, { goneAt }] of Object.entries(dynamodb.tables))
    if (goneAt !== undefined && goneAt <= clock.now()) delete dynamodb.tables[name];
  return dynamodb;
}

export const tableArn = ({ caller, region }: OperationContext, name: string): string =>
  `arn:aws:dynamodb:${region}:${caller.accountId}:table/${name}`;

const NAME = /^[a-zA-Z0-9_.-]{3,255}$/;

/** @returns the table's name from a name or an ARN */
export function tableName(text: string): string {
  const name = text.replace(/^arn:aws:dynamodb:[^:]*:\d{12}:table\//, '');
  if (NAME.test(name)) return name;
  const problem =
    name.length < 3
      ? 'Member must have length greater than or equal to 3'
      : name.length > 255
        ? 'Member must have length less than or equal to 255'
        : 'Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+';
  throw invalid(
    `1 validation error detected: Value '${name}' at 'tableName' failed to satisfy constraint: ${problem}`,
  );
}

/** The table whatever its state, for operations on tables. */
export function tableOf(context: OperationContext, text: string): Table {
  const name = tableName(text);
  const table = own(stateOf(context).tables, name);
  if (!table) throw noTable(name);
  return table;
}

/** The table for operations on items: while it is being made or deleted, there is none. */
export function activeTable(context: OperationContext, text: string): Table {
  const table = own(stateOf(context).tables, tableName(text));
  const isThere =
    table &&
    table.goneAt === undefined &&
    (table.wasUpdated || table.activeAt <= context.clock.now());
  if (!table || !isThere) throw noTable();
  return table;
}

/** Ours, so that nobody fills the learner's machine: items and their bytes, per account and Region. */
const MAX_ITEMS = 10_000;
const MAX_BYTES = 8 * 1024 * 1024;
/** Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
export const MAX_ITEM_BYTES = 400 * 1024;

export const findItem = (table: Table, key: Item): Item | undefined =>
  own(table.items, keyText(table, key));

export function storeItem(context: OperationContext, table: Table, item: Item): void {
  const text = keyText(table, keyOfItem(table, item));
  const before = own(table.items, text);
  const growth = itemSize(item) - (before ? itemSize(before) : 0);
  const tables = Object.values(stateOf(context).tables);
  const count = tables.reduce((sum, { items }) => sum + Object.keys(items).length, 0);
  const bytes = tables.reduce((sum, one) => sum + one.bytes, 0);
  if ((!before && count >= MAX_ITEMS) || (growth > 0 && bytes + growth > MAX_BYTES))
    throw limitExceeded(
      `The local sandbox keeps at most ${MAX_ITEMS} items and ${MAX_BYTES / 1024 / 1024} MB of them in an account and Region. Delete some, or a table.`,
    );
  table.items[text] = item;
  table.bytes += growth;
}

export function dropItem(table: Table, key: Item): void {
  const text = keyText(table, key);
  const before = own(table.items, text);
  if (!before) return;
  delete table.items[text];
  table.bytes -= itemSize(before);
}
