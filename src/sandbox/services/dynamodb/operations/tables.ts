import type {
  CreateTableCommandInput,
  DeleteTableCommandInput,
  DescribeTableCommandInput,
  ListTablesCommandInput,
  UpdateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { requestId } from '../../../gateway/request-ids.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { defined, own, values } from '../../records.ts';
import { stateOf, tableArn, tableName, tableOf } from '../access.ts';
import { keyNames } from '../keys.ts';
import type { AttributeDefinition, Index, KeyElement, Table, Throughput } from '../state.ts';
import { cannotTake, inUse, invalid, invalidValues, limitExceeded } from '../texts.ts';
import { itemSize } from '../values.ts';

/** Ours: AWS gives an account 2,500. */
const MAX_TABLES = 100;
/** Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const MAX_GLOBAL_INDEXES = 20;
const MAX_LOCAL_INDEXES = 5;

const seconds = (ms: number) => Math.floor(ms / 1000);
const NO_UNITS: Throughput = { ReadCapacityUnits: 0, WriteCapacityUnits: 0 };
const described = (throughput: Throughput | undefined) => ({
  NumberOfDecreasesToday: 0,
  ...(throughput ?? NO_UNITS),
});

function shownIndex(table: Table, index: Index, status: string) {
  const items = values(table.items).filter((item) =>
    keyNames(index).every((name) => Object.hasOwn(item, name)),
  );
  return {
    IndexName: index.IndexName,
    KeySchema: index.KeySchema,
    Projection: index.Projection,
    IndexArn: `${table.TableArn}/index/${index.IndexName}`,
    IndexSizeBytes: items.reduce((sum, item) => sum + itemSize(item), 0),
    ItemCount: items.length,
    ...(!index.isLocal && {
      IndexStatus: status,
      ProvisionedThroughput: described(index.throughput),
    }),
  };
}

function statusOf(table: Table, now: number): string {
  if (table.goneAt !== undefined) return 'DELETING';
  if (table.activeAt <= now) return 'ACTIVE';
  return table.wasUpdated ? 'UPDATING' : 'CREATING';
}

/** As answers show it; counts are of now, where AWS counts every six hours. */
function shown({ clock }: OperationContext, table: Table) {
  const status = statusOf(table, clock.now());
  const indexes = (isLocal: boolean) => {
    const all = table.indexes.filter((one) => one.isLocal === isLocal);
    return all.length > 0 ? all.map((one) => shownIndex(table, one, status)) : undefined;
  };
  return defined({
    AttributeDefinitions: table.AttributeDefinitions,
    TableName: table.TableName,
    KeySchema: table.KeySchema,
    TableStatus: status,
    CreationDateTime: table.createdAt / 1000,
    ProvisionedThroughput: described(table.throughput),
    TableSizeBytes: table.bytes,
    ItemCount: Object.keys(table.items).length,
    TableArn: table.TableArn,
    TableId: table.TableId,
    BillingModeSummary:
      table.onDemandSince === undefined
        ? undefined
        : {
            BillingMode: 'PAY_PER_REQUEST',
            LastUpdateToPayPerRequestDateTime: seconds(table.onDemandSince),
          },
    LocalSecondaryIndexes: indexes(true),
    GlobalSecondaryIndexes: indexes(false),
    TableClassSummary: table.tableClass && { TableClass: table.tableClass },
    DeletionProtectionEnabled: table.isProtected,
  });
}

const listed = (names: Iterable<string>) => `[${[...names].join(', ')}]`;

function readSchema(schema: unknown): KeyElement[] {
  // The model has checked the members and their enums.
  const elements = schema as KeyElement[];
  const [hash, range] = elements;
  if (hash?.KeyType !== 'HASH')
    throw invalidValues('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  if (elements.length > 2 || (range && range.KeyType !== 'RANGE'))
    throw invalidValues('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type');
  if (range && range.AttributeName === hash.AttributeName)
    throw invalidValues(
      'Both the Hash Key and the Range Key element in the KeySchema have the same name',
    );
  return elements.map(({ AttributeName, KeyType }) => ({ AttributeName, KeyType }));
}

function readThroughput(
  billing: string | undefined,
  given: CreateTableCommandInput['ProvisionedThroughput'],
): Throughput | undefined {
  const { ReadCapacityUnits: read, WriteCapacityUnits: write } = given ?? {};
  if (billing === 'PAY_PER_REQUEST') {
    if (given)
      throw invalidValues(
        'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
      );
    return undefined;
  }
  if (read === undefined || write === undefined)
    throw invalidValues(
      'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    );
  for (const [member, units] of [
    ['readCapacityUnits', read],
    ['writeCapacityUnits', write],
  ] as const)
    if (units < 1)
      throw invalid(
        `1 validation error detected: Value '${units}' at 'provisionedThroughput.${member}' failed to satisfy constraint: Member must have value greater than or equal to 1`,
      );
  return { ReadCapacityUnits: read, WriteCapacityUnits: write };
}

type GivenIndex = NonNullable<CreateTableCommandInput['GlobalSecondaryIndexes']>[number];

function readIndexes(input: Parsed<CreateTableCommandInput>): Index[] {
  const [local, global] = [input.LocalSecondaryIndexes ?? [], input.GlobalSecondaryIndexes ?? []];
  if (local.length > MAX_LOCAL_INDEXES || global.length > MAX_GLOBAL_INDEXES)
    throw limitExceeded(
      `One or more parameter values were invalid: Number of ${local.length > MAX_LOCAL_INDEXES ? 'LocalSecondaryIndexes exceeds per-table limit of 5' : 'GlobalSecondaryIndexes exceeds per-table limit of 20'}`,
    );
  const read = (isLocal: boolean) => (given: GivenIndex) => {
    const { ProjectionType = 'ALL', NonKeyAttributes } = given.Projection ?? {};
    return defined({
      IndexName: given.IndexName ?? '',
      KeySchema: readSchema(given.KeySchema),
      Projection: defined({
        ProjectionType,
        NonKeyAttributes: NonKeyAttributes && [...NonKeyAttributes],
      }),
      isLocal,
      throughput: isLocal
        ? undefined
        : readThroughput(input.BillingMode, given.ProvisionedThroughput),
    });
  };
  const indexes = [...local.map(read(true)), ...global.map(read(false))];
  const twice = indexes.find(
    ({ IndexName }, at) => indexes.findIndex((one) => one.IndexName === IndexName) !== at,
  );
  if (twice) throw invalidValues(`Duplicate index name: ${twice.IndexName}`);
  return indexes;
}

/** Every attribute of a key is defined, and no other is. */
function demandDefinitions(
  definitions: readonly AttributeDefinition[],
  table: { readonly KeySchema: readonly KeyElement[] },
  indexes: readonly Index[],
): void {
  const known = definitions.map(({ AttributeName }) => AttributeName);
  const keys = new Set([...keyNames(table), ...indexes.flatMap(keyNames)]);
  if ([...keys].some((name) => !known.includes(name)))
    throw invalidValues(
      `Some index key attributes are not defined in AttributeDefinitions. Keys: ${listed(keys)}, AttributeDefinitions: ${listed(known)}`,
    );
  if (known.length === keys.size) return;
  throw invalidValues(
    indexes.length === 0
      ? 'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions'
      : `Some AttributeDefinitions are not used. AttributeDefinitions: ${listed(known)}, keys used: ${listed(keys)}`,
  );
}

function refuseFeatures(input: CreateTableCommandInput & UpdateTableCommandInput): void {
  if (input.StreamSpecification?.StreamEnabled)
    throw cannotTake('StreamSpecification', 'It has no streams.');
  if (input.SSESpecification?.Enabled)
    throw cannotTake('SSESpecification', 'Leave it out: the key that AWS owns is the default.');
  if (input.GlobalSecondaryIndexUpdates)
    throw cannotTake('GlobalSecondaryIndexUpdates', 'Give the indexes when the table is made.');
  if (input.ReplicaUpdates) throw cannotTake('ReplicaUpdates', 'It has no global tables.');
}

export function createTable(context: OperationContext, input: Parsed<CreateTableCommandInput>) {
  const { tables } = stateOf(context);
  const name = tableName(input.TableName);
  refuseFeatures(input);
  const KeySchema = readSchema(input.KeySchema);
  const AttributeDefinitions = (input.AttributeDefinitions ?? []).map(
    // The model has checked the members and their enums.
    (one) => ({ ...one }) as AttributeDefinition,
  );
  const indexes = readIndexes(input);
  demandDefinitions(AttributeDefinitions, { KeySchema }, indexes);
  const throughput = readThroughput(input.BillingMode, input.ProvisionedThroughput);
  if (own(tables, name)) throw inUse(`Table already exists: ${name}`);
  if (Object.keys(tables).length >= MAX_TABLES)
    throw limitExceeded(
      `The local sandbox keeps at most ${MAX_TABLES} tables of an account and Region.`,
    );
  const now = context.clock.now();
  const table: Table = defined({
    TableName: name,
    TableArn: tableArn(context, name),
    TableId: requestId(context.random),
    AttributeDefinitions,
    KeySchema,
    throughput,
    onDemandSince: throughput ? undefined : now,
    indexes,
    tableClass: input.TableClass,
    isProtected: input.DeletionProtectionEnabled ?? false,
    createdAt: now,
    activeAt: now + context.settleMs,
    wasUpdated: false,
    tags: Object.fromEntries((input.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
    items: {},
    bytes: 0,
  });
  tables[name] = table;
  return { TableDescription: shown(context, table) };
}

export const describeTable = (
  context: OperationContext,
  input: Parsed<DescribeTableCommandInput>,
) => ({ Table: shown(context, tableOf(context, input.TableName)) });

/** Source: docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html */
export function listTables(context: OperationContext, input: Parsed<ListTablesCommandInput>) {
  const { Limit: limit = 100, ExclusiveStartTableName: start } = input;
  if (limit < 1 || limit > 100)
    throw invalid(
      `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: Member must have value ${limit < 1 ? 'greater than or equal to 1' : 'less than or equal to 100'}`,
    );
  const names = Object.keys(stateOf(context).tables)
    .sort()
    .filter((name) => start === undefined || name > start);
  const page = names.slice(0, limit);
  const last = page.length < names.length ? page.at(-1) : undefined;
  return { TableNames: page, ...(last !== undefined && { LastEvaluatedTableName: last }) };
}

function demandSettled(context: OperationContext, table: Table, doing: string): void {
  const status = statusOf(table, context.clock.now());
  if (status === 'ACTIVE') return;
  throw inUse(
    `Attempt to change a resource which is still in use: Table is being ${status === 'DELETING' ? 'deleted' : doing}: ${table.TableName}`,
  );
}

export function updateTable(context: OperationContext, input: Parsed<UpdateTableCommandInput>) {
  const table = tableOf(context, input.TableName);
  refuseFeatures(input);
  demandSettled(context, table, table.wasUpdated ? 'updated' : 'created');
  const billing = input.BillingMode ?? (table.throughput ? 'PROVISIONED' : 'PAY_PER_REQUEST');
  if (input.BillingMode !== undefined || input.ProvisionedThroughput) {
    const throughput = readThroughput(billing, input.ProvisionedThroughput);
    if (throughput) {
      table.throughput = throughput;
      delete table.onDemandSince;
    } else {
      delete table.throughput;
      table.onDemandSince ??= context.clock.now();
    }
  }
  if (input.TableClass !== undefined) table.tableClass = input.TableClass;
  table.isProtected = input.DeletionProtectionEnabled ?? table.isProtected;
  table.wasUpdated = true;
  table.activeAt = context.clock.now() + context.settleMs;
  return { TableDescription: shown(context, table) };
}

export function deleteTable(context: OperationContext, input: Parsed<DeleteTableCommandInput>) {
  const table = tableOf(context, input.TableName);
  demandSettled(context, table, table.wasUpdated ? 'updated' : 'created');
  if (table.isProtected)
    throw invalid(
      `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.`,
    );
  table.goneAt = context.clock.now() + context.settleMs;
  return { TableDescription: shown(context, table) };
}
