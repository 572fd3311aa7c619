import type { DynamoDB } from '@aws-sdk/client-dynamodb';
import type { OperationContext, Parsed } from '../context.ts';
import * as batches from './operations/batches.ts';
import * as items from './operations/items.ts';
import * as searches from './operations/searches.ts';
import * as settings from './operations/settings.ts';
import * as tables from './operations/tables.ts';

type Operations = {
  readonly [Name in keyof DynamoDB]?: DynamoDB[Name] extends (
    input: infer Input,
    ...rest: never[]
  ) => unknown
    ? (context: OperationContext, input: Parsed<NonNullable<Input>>) => unknown
    : never;
};

/** What DynamoDB does here. Source: docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB.html */
export const dynamoDbOperations = {
  batchGetItem: batches.batchGetItem,
  batchWriteItem: batches.batchWriteItem,
  createTable: tables.createTable,
  deleteItem: items.deleteItem,
  deleteTable: tables.deleteTable,
  describeTable: tables.describeTable,
  describeTimeToLive: settings.describeTimeToLive,
  getItem: items.getItem,
  listTables: tables.listTables,
  listTagsOfResource: settings.listTagsOfResource,
  putItem: items.putItem,
  query: searches.query,
  scan: searches.scan,
  tagResource: settings.tagResource,
  untagResource: settings.untagResource,
  updateItem: items.updateItem,
  updateTable: tables.updateTable,
  updateTimeToLive: settings.updateTimeToLive,
} satisfies Operations;
