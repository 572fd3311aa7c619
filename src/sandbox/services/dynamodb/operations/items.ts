import type {
  DeleteItemCommandInput,
  GetItemCommandInput,
  PutItemCommandInput,
  UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { OperationContext, Parsed } from '../../context.ts';
import { activeTable, dropItem, findItem, MAX_ITEM_BYTES, storeItem } from '../access.ts';
import { readCapacity, writeCapacity } from '../capacity.ts';
import { bindingsOf, type Bindings } from '../expressions/bindings.ts';
import { holds, parseCondition } from '../expressions/conditions.ts';
import { parseProjection, project } from '../expressions/paths.ts';
import { applyUpdate, parseUpdate } from '../expressions/updates.ts';
import { demandKey, keyNames, keyOfItem } from '../keys.ts';
import { cannotTake, conditionFailed, invalid } from '../texts.ts';
import { itemSize, readItem, type Item } from '../values.ts';

/** Parameters of before expressions. */
const LEGACY = ['AttributeUpdates', 'AttributesToGet', 'ConditionalOperator', 'Expected'] as const;

export function refuseLegacy(input: object, names: readonly string[] = LEGACY): void {
  const found = names.find((name) => Object.hasOwn(input, name));
  if (found !== undefined) throw cannotTake(found, 'Use an expression instead.');
}

interface Conditional {
  readonly ConditionExpression?: string | undefined;
  readonly ReturnValuesOnConditionCheckFailure?: string | undefined;
}

/** @returns a check of the item as it is; parsed before anything is looked up */
function conditionOf(input: Conditional, bindings: Bindings): (item: Item | undefined) => void {
  const condition =
    input.ConditionExpression === undefined
      ? undefined
      : parseCondition('ConditionExpression', input.ConditionExpression, bindings);
  return (item) => {
    if (!condition || holds(condition, item ?? {})) return;
    throw conditionFailed(
      input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' ? item : undefined,
    );
  };
}

/** PutItem and DeleteItem know the old values only. */
function demandOldOrNone({ ReturnValues }: { readonly ReturnValues?: string | undefined }): void {
  if (ReturnValues !== undefined && ReturnValues !== 'NONE' && ReturnValues !== 'ALL_OLD')
    throw invalid('Return values set to invalid value');
}

export function putItem(context: OperationContext, input: Parsed<PutItemCommandInput>) {
  refuseLegacy(input);
  demandOldOrNone(input);
  const item = readItem(input.Item);
  const bindings = bindingsOf(input);
  const demand = conditionOf(input, bindings);
  bindings.demandUsed();
  const table = activeTable(context, input.TableName);
  const key = keyOfItem(table, item);
  if (itemSize(item) > MAX_ITEM_BYTES)
    throw invalid('Item size has exceeded the maximum allowed size');
  const before = findItem(table, key);
  demand(before);
  storeItem(context, table, item);
  return {
    ...(input.ReturnValues === 'ALL_OLD' && before && { Attributes: before }),
    ...writeCapacity(input, table, Math.max(itemSize(item), before ? itemSize(before) : 0)),
  };
}

export function getItem(context: OperationContext, input: Parsed<GetItemCommandInput>) {
  refuseLegacy(input);
  const bindings = bindingsOf(input);
  const paths =
    input.ProjectionExpression === undefined
      ? undefined
      : parseProjection(input.ProjectionExpression, bindings);
  bindings.demandUsed();
  const table = activeTable(context, input.TableName);
  const item = findItem(table, demandKey(table, readItem(input.Key)));
  return {
    ...(item && { Item: paths ? project(item, paths) : item }),
    ...readCapacity(input, table, item ? itemSize(item) : 0),
  };
}

export function deleteItem(context: OperationContext, input: Parsed<DeleteItemCommandInput>) {
  refuseLegacy(input);
  demandOldOrNone(input);
  const bindings = bindingsOf(input);
  const demand = conditionOf(input, bindings);
  bindings.demandUsed();
  const table = activeTable(context, input.TableName);
  const key = demandKey(table, readItem(input.Key));
  const before = findItem(table, key);
  demand(before);
  dropItem(table, key);
  return {
    ...(input.ReturnValues === 'ALL_OLD' && before && { Attributes: before }),
    ...writeCapacity(input, table, before ? itemSize(before) : 0),
  };
}

export function updateItem(context: OperationContext, input: Parsed<UpdateItemCommandInput>) {
  refuseLegacy(input);
  const bindings = bindingsOf(input);
  const actions =
    input.UpdateExpression === undefined ? [] : parseUpdate(input.UpdateExpression, bindings);
  const demand = conditionOf(input, bindings);
  bindings.demandUsed();
  const table = activeTable(context, input.TableName);
  const key = demandKey(table, readItem(input.Key));
  const before = findItem(table, key);
  demand(before);
  const after = applyUpdate(before ?? key, actions, keyNames(table));
  if (itemSize(after) > MAX_ITEM_BYTES)
    throw invalid('Item size to update has exceeded the maximum allowed size');
  storeItem(context, table, after);
  const paths = actions.map(({ path }) => path);
  const shown = {
    NONE: undefined,
    ALL_OLD: before,
    ALL_NEW: after,
    UPDATED_OLD: before && project(before, paths),
    UPDATED_NEW: project(after, paths),
  }[input.ReturnValues ?? 'NONE'];
  return {
    ...(shown && Object.keys(shown).length > 0 && { Attributes: shown }),
    ...writeCapacity(input, table, Math.max(itemSize(after), before ? itemSize(before) : 0)),
  };
}
