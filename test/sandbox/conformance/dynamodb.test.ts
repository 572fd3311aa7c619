import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TagResourceCommand,
  UpdateItemCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  type AttributeValue,
  type CreateTableCommandInput,
  type PutItemCommandInput,
  type QueryCommandInput,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import * as cognito from '@aws-sdk/client-cognito-identity-provider';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as lambdaSdk from '@aws-sdk/client-lambda';
import { CreateFunctionCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, onTestFinished, test } from 'vitest';
import { seededRandom } from '#core';
import { createQuickJsRuntime } from '../../../src/sandbox/adapters/quickjs/index.ts';
import { HANDLED_ERRORS } from '../../../src/sandbox/adapters/quickjs/sdk-models.ts';
import { ACCOUNT, allow, openIam } from '../iam/support.ts';
import { openSandbox, refusalOf } from '../support.ts';

const SETTLED_MS = 3000;
const PACKAGES = { 'cognito-idp': cognito, dynamodb, lambda: lambdaSdk };
const ARN = 'arn:aws:dynamodb:us-east-1:123456789012:table/pets';

const PETS: CreateTableCommandInput = {
  TableName: 'pets',
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  BillingMode: 'PAY_PER_REQUEST',
};
/** Messages of rooms, by number; rooms of writers by an index. */
const MESSAGES: CreateTableCommandInput = {
  TableName: 'messages',
  KeySchema: [
    { AttributeName: 'room', KeyType: 'HASH' },
    { AttributeName: 'number', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: [
    { AttributeName: 'room', AttributeType: 'S' },
    { AttributeName: 'number', AttributeType: 'N' },
    { AttributeName: 'writer', AttributeType: 'S' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-writer',
      KeySchema: [{ AttributeName: 'writer', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
  BillingMode: 'PAY_PER_REQUEST',
};

async function openTables(...tables: readonly CreateTableCommandInput[]) {
  const made = await openSandbox();
  const client = new DynamoDBClient(made.settings());
  for (const table of tables) await client.send(new CreateTableCommand(table));
  made.pass(SETTLED_MS);
  const TableName = tables[0]?.TableName ?? '';
  return {
    ...made,
    client,
    put: (Item: Record<string, AttributeValue>, more: Partial<PutItemCommandInput> = {}) =>
      client.send(new PutItemCommand({ TableName, Item, ...more })),
    get: async (Key: Record<string, AttributeValue>) =>
      (await client.send(new GetItemCommand({ TableName, Key }))).Item,
    update: (
      UpdateExpression: string,
      values: Record<string, AttributeValue> = {},
      more: Partial<UpdateItemCommandInput> = {},
    ) =>
      client.send(
        new UpdateItemCommand({
          TableName,
          Key: { id: { S: 'rex' } },
          UpdateExpression,
          ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
          ...more,
        }),
      ),
    query: (KeyConditionExpression: string, more: Partial<QueryCommandInput> = {}) =>
      client.send(new QueryCommand({ TableName, KeyConditionExpression, ...more })),
  };
}

describe('a table of DynamoDB in the sandbox', () => {
  test('is CREATING, without items to ask for, then ACTIVE', async () => {
    const { client, pass } = await openTables();
    const { TableDescription } = await client.send(new CreateTableCommand(PETS));
    expect(TableDescription).toMatchObject({
      TableStatus: 'CREATING',
      TableArn: ARN,
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
      DeletionProtectionEnabled: false,
    });
    const get = new GetItemCommand({ TableName: 'pets', Key: { id: { S: 'rex' } } });
    expect(await refusalOf(client.send(get))).toEqual({
      code: 'ResourceNotFoundException',
      status: 400,
      message: 'Requested resource not found',
    });
    pass(SETTLED_MS);
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'pets' }));
    expect(Table?.TableStatus).toBe('ACTIVE');
    expect(Table?.CreationDateTime).toBeInstanceOf(Date);
    expect(await client.send(get)).not.toHaveProperty('Item');
  });

  test('is DELETING, then gone, and its name is free again', async () => {
    const { client, pass } = await openTables(PETS);
    const remove = new DeleteTableCommand({ TableName: 'pets' });
    expect((await client.send(remove)).TableDescription?.TableStatus).toBe('DELETING');
    expect(await refusalOf(client.send(remove))).toEqual({
      code: 'ResourceInUseException',
      status: 400,
      message: 'Attempt to change a resource which is still in use: Table is being deleted: pets',
    });
    pass(SETTLED_MS);
    expect(
      await refusalOf(client.send(new DescribeTableCommand({ TableName: 'pets' }))),
    ).toMatchObject({ message: 'Requested resource not found: Table: pets not found' });
    expect((await client.send(new CreateTableCommand(PETS))).TableDescription?.TableName).toBe(
      'pets',
    );
  });

  test('changes from provisioned to on demand and back', async () => {
    const provisioned: CreateTableCommandInput = {
      ...PETS,
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 2 },
    };
    const { client, pass } = await openTables(provisioned);
    const update = (input: object) =>
      client.send(new UpdateTableCommand({ TableName: 'pets', ...input }));
    const { TableDescription: onDemand } = await update({ BillingMode: 'PAY_PER_REQUEST' });
    expect(onDemand).toMatchObject({
      TableStatus: 'UPDATING',
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    });
    pass(SETTLED_MS);
    const { TableDescription: back } = await update({
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
    });
    expect(back?.ProvisionedThroughput).toMatchObject({ ReadCapacityUnits: 1 });
    expect(back?.BillingModeSummary).toBeUndefined();
  });

  test.each<[string, Partial<CreateTableCommandInput>, string]>([
    ['a name that is taken', {}, 'Table already exists: pets'],
    [
      'a name that is too short',
      { TableName: 'ab' },
      "1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
    ],
    [
      'a key that is not defined',
      { TableName: 'other', AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }] },
      'One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [id], AttributeDefinitions: [pk]',
    ],
    [
      'a definition that no key uses',
      {
        TableName: 'other',
        AttributeDefinitions: [
          { AttributeName: 'id', AttributeType: 'S' },
          { AttributeName: 'name', AttributeType: 'S' },
        ],
      },
      'One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    ],
    [
      'no billing mode and no throughput',
      { TableName: 'other', BillingMode: undefined },
      'One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    ],
    [
      'a type that no key may have',
      {
        TableName: 'other',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'M' as 'S' }],
      },
      "1 validation error detected: Value 'M' at 'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: Member must satisfy enum value set: [B, N, S]",
    ],
  ])('is refused for %s', async (_, change, message) => {
    const { client } = await openTables(PETS);
    const refusal = await refusalOf(client.send(new CreateTableCommand({ ...PETS, ...change })));
    expect(refusal.message).toBe(message);
  });

  test('lists in pages, keeps tags and the attribute of its time to live', async () => {
    const { client } = await openTables(PETS, { ...PETS, TableName: 'carts' });
    const first = await client.send(new ListTablesCommand({ Limit: 1 }));
    expect(first).toMatchObject({ TableNames: ['carts'], LastEvaluatedTableName: 'carts' });
    const second = await client.send(new ListTablesCommand({ ExclusiveStartTableName: 'carts' }));
    expect(second.TableNames).toEqual(['pets']);
    await client.send(
      new TagResourceCommand({ ResourceArn: ARN, Tags: [{ Key: 'lab', Value: 'pets' }] }),
    );
    expect((await client.send(new ListTagsOfResourceCommand({ ResourceArn: ARN }))).Tags).toEqual([
      { Key: 'lab', Value: 'pets' },
    ]);
    await client.send(
      new UpdateTimeToLiveCommand({
        TableName: 'pets',
        TimeToLiveSpecification: { Enabled: true, AttributeName: 'until' },
      }),
    );
    expect(
      (await client.send(new DescribeTimeToLiveCommand({ TableName: 'pets' })))
        .TimeToLiveDescription,
    ).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'until' });
  });

  test('survives a saved state, bytes and numbers as they were', async () => {
    const { put, get, sandbox } = await openTables(PETS);
    const item = {
      id: { S: 'rex' },
      photo: { B: new Uint8Array([0, 255, 7]) },
      weight: { N: '12.5' },
    };
    await put(item);
    sandbox.restore(sandbox.snapshot());
    expect(await get({ id: { S: 'rex' } })).toEqual(item);
  });
});

describe('an item', () => {
  const rex = { id: { S: 'rex' }, age: { N: '3' } };

  test('is put, read, replaced and deleted', async () => {
    const { put, get, client } = await openTables(PETS);
    await put(rex);
    const { Attributes } = await put(
      { id: { S: 'rex' }, age: { N: '4.0' } },
      { ReturnValues: 'ALL_OLD' },
    );
    expect(Attributes).toEqual(rex);
    expect(await get({ id: { S: 'rex' } })).toEqual({ id: { S: 'rex' }, age: { N: '4' } });
    await client.send(new DeleteItemCommand({ TableName: 'pets', Key: { id: { S: 'rex' } } }));
    expect(await get({ id: { S: 'rex' } })).toBeUndefined();
  });

  test('that is there already is not put again under attribute_not_exists', async () => {
    const { put } = await openTables(PETS);
    await put(rex);
    const again = put(
      { id: { S: 'rex' } },
      {
        ConditionExpression: 'attribute_not_exists(id)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    );
    const error = await again.catch((one: unknown) => one);
    expect(error).toMatchObject({
      name: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
      Item: rex,
    });
  });

  test.each([
    ['age > :three', false],
    ['age >= :three', true],
    ['age BETWEEN :three AND :three', true],
    ['age IN (:name, :three)', true],
    ['NOT age = :three', false],
    ['age = :name OR age < :three', false],
    ['(attribute_exists(age) AND attribute_not_exists(#n)) AND age = :three', true],
    ['attribute_type(age, :name)', false],
    ['begins_with(id, :r) AND contains(id, :x)', true],
    ['size(id) = :three', true],
    ['breed <> :three', true],
    ['breed < :three', false],
  ])('satisfies the condition %s: %s', async (ConditionExpression, isMet) => {
    const { put } = await openTables(PETS);
    await put(rex);
    const values: Record<string, AttributeValue> = {
      ':three': { N: '3' },
      ':name': { S: 'name' },
      ':r': { S: 'r' },
      ':x': { S: 'x' },
    };
    const used = Object.entries(values).filter(([key]) => ConditionExpression.includes(key));
    const attempt = put(rex, {
      ConditionExpression,
      ...(used.length > 0 && { ExpressionAttributeValues: Object.fromEntries(used) }),
      ...(ConditionExpression.includes('#n') && { ExpressionAttributeNames: { '#n': 'name' } }),
    }).then(
      () => true,
      (error: unknown) => (error as Error).name,
    );
    expect(await attempt).toBe(isMet ? true : 'ConditionalCheckFailedException');
  });

  test.each<[string, Record<string, AttributeValue>, Partial<PutItemCommandInput>, string]>([
    [
      'without its key',
      { name: { S: 'Rex' } },
      {},
      'One or more parameter values were invalid: Missing the key id in the item',
    ],
    [
      'with a key of another type',
      { id: { N: '1' } },
      {},
      'One or more parameter values were invalid: Type mismatch for key id expected: S actual: N',
    ],
    [
      'with an empty key',
      { id: { S: '' } },
      {},
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id',
    ],
    [
      'with a number that is none',
      { ...rex, age: { N: 'three' } },
      {},
      'The parameter cannot be converted to a numeric value: three',
    ],
    [
      'with 39 digits',
      { ...rex, age: { N: '1'.repeat(39) } },
      {},
      'Attempting to store more than 38 significant digits in a Number',
    ],
    [
      'with an empty set',
      { ...rex, tags: { SS: [] } },
      {},
      'One or more parameter values were invalid: An string set  may not be empty',
    ],
    [
      'with a set that says a member twice',
      { ...rex, tags: { SS: ['a', 'a'] } },
      {},
      'One or more parameter values were invalid: Input collection [a, a] contains duplicates.',
    ],
    [
      'above 400 kB',
      { ...rex, text: { S: 'x'.repeat(400 * 1024) } },
      {},
      'Item size has exceeded the maximum allowed size',
    ],
    [
      'under a condition that is not one',
      rex,
      { ConditionExpression: 'age >' },
      'Invalid ConditionExpression: Syntax error; token: "<EOF>", near: ">"',
    ],
    [
      'under a condition with a reserved word',
      rex,
      { ConditionExpression: 'attribute_exists(status)' },
      'Invalid ConditionExpression: Attribute name is a reserved keyword; reserved keyword: status',
    ],
    [
      'under a condition with a value that is not given',
      rex,
      { ConditionExpression: 'age = :age' },
      'Invalid ConditionExpression: An expression attribute value used in expression is not defined; attribute value: :age',
    ],
    [
      'with a key above 2,048 bytes',
      { id: { S: 'x'.repeat(2049) } },
      {},
      'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes',
    ],
    [
      'with no values at all',
      rex,
      { ConditionExpression: 'attribute_exists(id)', ExpressionAttributeValues: {} },
      'ExpressionAttributeValues must not be empty',
    ],
    [
      'with a value that nothing uses',
      rex,
      {
        ConditionExpression: 'attribute_exists(id)',
        ExpressionAttributeValues: { ':x': { S: 'x' } },
      },
      'Value provided in ExpressionAttributeValues unused in expressions: keys: {:x}',
    ],
  ])('is refused %s', async (_, item, more, message) => {
    const { put } = await openTables(PETS);
    expect(await refusalOf(put(item, more))).toEqual({
      code: 'ValidationException',
      status: 400,
      message,
    });
  });

  test('is read in parts, each named once', async () => {
    const { put, client } = await openTables(PETS);
    await put({ ...rex, toys: { L: [{ S: 'ball' }, { S: 'bone' }] } });
    const read = (ProjectionExpression: string) =>
      client.send(
        new GetItemCommand({ TableName: 'pets', Key: { id: { S: 'rex' } }, ProjectionExpression }),
      );
    expect((await read('age, toys[1]')).Item).toEqual({
      age: { N: '3' },
      toys: { L: [{ S: 'bone' }] },
    });
    expect((await refusalOf(read('toys, toys[1]'))).message).toBe(
      'Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [toys], path two: [toys, 1]',
    );
  });

  test('of large bytes is told by how they begin', async () => {
    const { put } = await openTables(PETS);
    const photo = { B: new Uint8Array(300_000).fill(7) };
    await put({ ...rex, photo });
    const again = put(
      { ...rex, photo },
      {
        ConditionExpression: 'begins_with(photo, :photo)',
        ExpressionAttributeValues: { ':photo': photo },
      },
    );
    await expect(again).resolves.toBeDefined();
  });

  test('asked for by what is not the key is refused', async () => {
    const { get } = await openTables(PETS);
    expect((await refusalOf(get({ id: { S: 'rex' }, age: { N: '3' } }))).message).toBe(
      'The provided key element does not match the schema',
    );
  });

  test('is refused with a parameter of before expressions, by its name', async () => {
    const { put } = await openTables(PETS);
    const refusal = await refusalOf(put(rex, { Expected: { id: { Exists: false } } }));
    expect(refusal).toEqual({
      code: 'NotImplementedException',
      status: 501,
      message: 'The local sandbox does not take Expected of DynamoDB. Use an expression instead.',
    });
  });

  test('no number of items fills the machine', async () => {
    const { put } = await openTables(PETS);
    const text = { S: 'x'.repeat(390 * 1024) };
    const kept = [];
    for (let count = 0; count < 30; count += 1)
      kept.push(
        await put({ id: { S: `pet-${count}` }, text }).then(
          () => 'kept',
          (error: unknown) => (error as Error).name,
        ),
      );
    expect(kept.slice(0, 20).every((one) => one === 'kept')).toBe(true);
    expect(kept.at(-1)).toBe('LimitExceededException');
  });
});

describe('an update', () => {
  test('makes the item when there is none, and shows what it changed', async () => {
    const { update } = await openTables(PETS);
    const { Attributes } = await update(
      'SET age = if_not_exists(age, :zero) + :one, toys = list_append(:toys, :toys) ADD seen :one',
      { ':zero': { N: '0' }, ':one': { N: '1' }, ':toys': { L: [{ S: 'ball' }] } },
      { ReturnValues: 'ALL_NEW' },
    );
    expect(Attributes).toEqual({
      id: { S: 'rex' },
      age: { N: '1' },
      toys: { L: [{ S: 'ball' }, { S: 'ball' }] },
      seen: { N: '1' },
    });
  });

  test('sets and removes inside maps and lists, and adds to and deletes from sets', async () => {
    const { put, update } = await openTables(PETS);
    await put({
      id: { S: 'rex' },
      home: { M: { city: { S: 'Graz' }, zip: { S: '8010' } } },
      toys: { L: [{ S: 'a' }, { S: 'b' }, { S: 'c' }] },
      tags: { SS: ['old', 'small'] },
    });
    const { Attributes } = await update(
      'SET home.city = :city, toys[9] = :city REMOVE home.#z, toys[0], toys[1] DELETE tags :old',
      { ':city': { S: 'Wien' }, ':old': { SS: ['old'] } },
      { ExpressionAttributeNames: { '#z': 'zip' }, ReturnValues: 'ALL_NEW' },
    );
    expect(Attributes).toEqual({
      id: { S: 'rex' },
      home: { M: { city: { S: 'Wien' } } },
      toys: { L: [{ S: 'c' }, { S: 'Wien' }] },
      tags: { SS: ['small'] },
    });
  });

  test('computes with decimals, not with floating points', async () => {
    const { put, update } = await openTables(PETS);
    await put({ id: { S: 'rex' }, balance: { N: '0.1' } });
    const { Attributes } = await update(
      'SET balance = balance + :two',
      { ':two': { N: '0.2' } },
      { ReturnValues: 'UPDATED_NEW' },
    );
    expect(Attributes).toEqual({ balance: { N: '0.3' } });
  });

  test.each<[string, string, Record<string, AttributeValue>, string]>([
    [
      'of the key',
      'SET id = :v',
      { ':v': { S: 'x' } },
      'One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key',
    ],
    [
      'of what is not there',
      'SET a = b + :v',
      { ':v': { N: '1' } },
      'The provided expression refers to an attribute that does not exist in the item',
    ],
    [
      'inside what is not there',
      'SET a.b = :v',
      { ':v': { N: '1' } },
      'The document path provided in the update expression is invalid for update',
    ],
    [
      'of one place twice',
      'SET a = :v REMOVE a',
      { ':v': { N: '1' } },
      'Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]',
    ],
    [
      'with a clause twice',
      'SET a = :v SET b = :v',
      { ':v': { N: '1' } },
      'Invalid UpdateExpression: The "SET" section can only be used once in an update expression;',
    ],
    [
      'that adds a text',
      'ADD a :v',
      { ':v': { S: 'x' } },
      'Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND',
    ],
  ])('is refused %s', async (_, expression, values, message) => {
    const { update } = await openTables(PETS);
    expect((await refusalOf(update(expression, values))).message).toBe(message);
  });
});

describe('items of a table with a sort key', () => {
  async function openRoom() {
    const opened = await openTables(MESSAGES);
    for (const [number, writer] of ['ada', 'bob', 'ada', 'eve', 'ada'].entries())
      await opened.put({
        room: { S: 'lobby' },
        number: { N: String(number) },
        writer: { S: writer },
        text: { S: `message ${number}` },
      });
    await opened.put({ room: { S: 'attic' }, number: { N: '10' } });
    return opened;
  }
  const lobby = { ':room': { S: 'lobby' } };
  const numbers = (items: readonly Record<string, AttributeValue>[] = []) =>
    items.map(({ number }) => Number(number?.N));

  test('are found in order, forward and back, by key alone', async () => {
    const { query } = await openRoom();
    const all = await query('room = :room', { ExpressionAttributeValues: lobby });
    expect([numbers(all.Items), all.Count]).toEqual([[0, 1, 2, 3, 4], 5]);
    const some = await query('room = :room AND #n BETWEEN :low AND :high', {
      ExpressionAttributeNames: { '#n': 'number' },
      ExpressionAttributeValues: { ...lobby, ':low': { N: '1' }, ':high': { N: '3' } },
      ScanIndexForward: false,
    });
    expect(numbers(some.Items)).toEqual([3, 2, 1]);
  });

  test('come in pages, and a filter works after the page is cut', async () => {
    const { query } = await openRoom();
    const page = await query('room = :room', {
      ExpressionAttributeValues: { ...lobby, ':ada': { S: 'ada' } },
      FilterExpression: 'writer = :ada',
      Limit: 2,
    });
    expect([numbers(page.Items), page.ScannedCount]).toEqual([[0], 2]);
    const rest = await query('room = :room', {
      ExpressionAttributeValues: lobby,
      ExclusiveStartKey: page.LastEvaluatedKey,
    });
    expect(numbers(rest.Items)).toEqual([2, 3, 4]);
    expect(rest.LastEvaluatedKey).toBeUndefined();
  });

  test('are found by an index, with what it projects', async () => {
    const { query } = await openRoom();
    const found = await query('writer = :w', {
      IndexName: 'by-writer',
      ExpressionAttributeValues: { ':w': { S: 'ada' } },
    });
    expect(numbers(found.Items)).toEqual([0, 2, 4]);
    expect(Object.keys(found.Items?.[0] ?? {}).sort()).toEqual(['number', 'room', 'writer']);
  });

  test.each([
    ['#n > :v', 'Query condition missed key schema element: room'],
    ['room > :v', 'Query key condition not supported'],
    ['room = :v AND writer = :v', 'Query condition missed key schema element: number'],
    ['room = :v OR room = :v', 'Query key condition not supported'],
  ])('are not asked for by %s', async (condition, message) => {
    const { query } = await openRoom();
    const refusal = await refusalOf(
      query(condition, {
        ...(condition.includes('#n') && { ExpressionAttributeNames: { '#n': 'number' } }),
        ExpressionAttributeValues: { ':v': { S: 'x' } },
      }),
    );
    expect(refusal.message).toBe(message);
  });

  test('are scanned page by page, each once', async () => {
    const { client } = await openRoom();
    const seen: string[] = [];
    let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
    do {
      const page = await client.send(
        new ScanCommand({
          TableName: 'messages',
          Limit: 2,
          ProjectionExpression: 'room, #n',
          ExpressionAttributeNames: { '#n': 'number' },
          ...(ExclusiveStartKey && { ExclusiveStartKey }),
        }),
      );
      for (const item of page.Items ?? []) seen.push(JSON.stringify(item));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    expect([seen.length, new Set(seen).size]).toEqual([6, 6]);
  });

  test('are counted without being sent', async () => {
    const { client } = await openRoom();
    const counted = await client.send(new ScanCommand({ TableName: 'messages', Select: 'COUNT' }));
    expect([counted.Count, counted.Items]).toEqual([6, undefined]);
  });
});

describe('a batch', () => {
  test('writes and reads items of several tables', async () => {
    const { client } = await openTables(PETS, { ...PETS, TableName: 'carts' });
    const written = await client.send(
      new BatchWriteItemCommand({
        RequestItems: {
          pets: [{ PutRequest: { Item: { id: { S: 'rex' } } } }],
          carts: [
            { PutRequest: { Item: { id: { S: '1' } } } },
            { DeleteRequest: { Key: { id: { S: '2' } } } },
          ],
        },
      }),
    );
    expect(written.UnprocessedItems).toEqual({});
    const read = await client.send(
      new BatchGetItemCommand({
        RequestItems: {
          pets: { Keys: [{ id: { S: 'rex' } }, { id: { S: 'none' } }] },
          carts: { Keys: [{ id: { S: '1' } }] },
        },
      }),
    );
    expect(read.Responses).toEqual({ pets: [{ id: { S: 'rex' } }], carts: [{ id: { S: '1' } }] });
  });

  test('that names a key twice, or is too long, is refused', async () => {
    const { client } = await openTables(PETS);
    const write = (ids: readonly string[]) =>
      client.send(
        new BatchWriteItemCommand({
          RequestItems: { pets: ids.map((id) => ({ PutRequest: { Item: { id: { S: id } } } })) },
        }),
      );
    expect((await refusalOf(write(['a', 'a']))).message).toBe(
      'Provided list of item keys contains duplicates',
    );
    const many = Array.from({ length: 26 }, (_, index) => String(index));
    expect((await refusalOf(write(many))).message).toBe(
      'Too many items requested for the BatchWriteItem call',
    );
  });
});

describe('what AWS has and the sandbox has not', () => {
  test('a number where the model wants a text is refused', async () => {
    const { url, sandbox } = await openTables(PETS);
    const { AwsClient } = await import('aws4fetch');
    const signed = await new AwsClient({
      accessKeyId: 'test',
      secretAccessKey: 'test',
      region: 'us-east-1',
      service: 'dynamodb',
    }).sign(url, {
      method: 'POST',
      headers: {
        'x-amz-target': 'DynamoDB_20120810.PutItem',
        'content-type': 'application/x-amz-json-1.0',
      },
      body: '{"TableName":"pets","Item":{"id":{"S":"rex"},"age":{"N":3}}}',
    });
    const answer = await sandbox.handle(signed);
    expect([answer.status, await answer.json()]).toEqual([
      400,
      {
        __type: 'com.amazon.coral.service#SerializationException',
        message: 'NUMBER_VALUE cannot be converted to String',
      },
    ]);
  });
});

describe('a handler in the sandbox', () => {
  test('keeps connection ids through the document client, as far as its role may', async () => {
    const runtime = createQuickJsRuntime({
      clock: { now: () => Date.now() },
      random: seededRandom(3),
    });
    onTestFinished(() => runtime.close());
    const made = await openIam({ lambda: runtime });
    await new DynamoDBClient(made.settings()).send(
      new CreateTableCommand({ ...PETS, TableName: 'connections' }),
    );
    const source = `
      const { ConditionalCheckFailedException, DynamoDBClient } = require('@aws-sdk/client-dynamodb');
      const { DynamoDBDocumentClient, PutCommand, DeleteCommand, ScanCommand } = require('@aws-sdk/lib-dynamodb');
      const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));
      exports.handler = async ({ connect, disconnect }) => {
        const TableName = 'connections';
        try {
          const ConditionExpression = 'attribute_not_exists(id)';
          const Item = { id: connect, at: 1.5 };
          if (connect) await table.send(new PutCommand({ TableName, Item, ConditionExpression }));
        } catch (error) {
          if (error instanceof ConditionalCheckFailedException) return 'known';
          throw error;
        }
        if (disconnect) await table.send(new DeleteCommand({ TableName, Key: { id: disconnect } }));
        return (await table.send(new ScanCommand({ TableName }))).Items;
      };`;
    const lambda = made.lambda();
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName: 'chat',
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: 'arn:aws:iam::123456789012:role/chat-fn',
        Code: { ZipFile: zipSync({ 'index.js': new TextEncoder().encode(source) }) },
      }),
    );
    made.pass(SETTLED_MS);
    const invoke = async (event: object) => {
      const { Payload } = await lambda.send(
        new InvokeCommand({
          FunctionName: 'chat',
          Payload: new TextEncoder().encode(JSON.stringify(event)),
        }),
      );
      return JSON.parse(Payload?.transformToString() ?? '') as unknown;
    };
    expect(await invoke({ connect: 'one' })).toMatchObject({
      errorType: 'AccessDeniedException',
      errorMessage: `User: arn:aws:sts::${ACCOUNT}:assumed-role/chat-fn/chat is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/connections because no identity-based policy allows the dynamodb:PutItem action`,
    });
    await made.role('chat-fn', allow(['dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:Scan']));
    expect(await invoke({ connect: 'one' })).toEqual([{ id: 'one', at: 1.5 }]);
    expect(await invoke({ connect: 'one' })).toBe('known');
    expect(await invoke({ disconnect: 'one' })).toEqual([]);
  });

  test('tells errors apart by the classes that the package exports', () => {
    for (const [service, sdk] of Object.entries(PACKAGES))
      for (const name of HANDLED_ERRORS[service as keyof typeof PACKAGES] ?? [])
        expect([service, name, typeof Reflect.get(sdk, name)]).toEqual([service, name, 'function']);
  });
});

describe('any item', () => {
  const scalar = fc.oneof(
    fc.string().map((S) => ({ S })),
    fc.integer().map((N) => ({ N: String(N) })),
    fc.boolean().map((BOOL) => ({ BOOL })),
    fc.constant({ NULL: true as const }),
    fc.uint8Array({ minLength: 1 }).map((B) => ({ B })),
  );
  const { value } = fc.letrec<{ value: AttributeValue }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      scalar,
      fc.array(tie('value'), { maxLength: 3 }).map((L) => ({ L })),
      fc
        .dictionary(fc.string({ minLength: 1 }), tie('value'), {
          maxKeys: 3,
          noNullPrototype: true,
        })
        .map((M) => ({ M })),
    ),
  }));

  test('comes back as it was put', async () => {
    const { put, get } = await openTables(PETS);
    await fc.assert(
      fc.asyncProperty(value, async (one) => {
        await put({ id: { S: 'any' }, one });
        expect((await get({ id: { S: 'any' } }))?.['one']).toEqual(one);
      }),
      { numRuns: 60 },
    );
  });

  test('no expression breaks the sandbox', async () => {
    const { put, faults } = await openTables(PETS);
    const word = fc.constantFrom(
      'a',
      'AND',
      'OR',
      'NOT',
      '(',
      ')',
      '=',
      '<>',
      ':v',
      '#n',
      '.',
      '[',
      '0',
      ']',
      ',',
      'size',
      'contains',
      'BETWEEN',
      'IN',
      '"',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 40 }), async (words) => {
        const outcome = await put(
          { id: { S: 'any' } },
          {
            ConditionExpression: words.join(' '),
            ExpressionAttributeNames: { '#n': 'n' },
            ExpressionAttributeValues: { ':v': { S: 'v' } },
          },
        ).then(
          () => 'kept',
          (error: unknown) => (error as Error).name,
        );
        expect(['kept', 'ConditionalCheckFailedException', 'ValidationException']).toContain(
          outcome,
        );
      }),
      { numRuns: 100 },
    );
    expect(faults).toEqual([]);
  });
});
