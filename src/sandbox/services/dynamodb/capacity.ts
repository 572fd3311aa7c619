/** Units as DynamoDB counts them. Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html */
import type { Table } from './state.ts';

const READ_BYTES = 4096;
const WRITE_BYTES = 1024;

interface Asked {
  readonly ReturnConsumedCapacity?: string | undefined;
}

const shown = ({ ReturnConsumedCapacity: asked }: Asked, { TableName }: Table, units: number) =>
  asked === 'TOTAL' || asked === 'INDEXES'
    ? { ConsumedCapacity: { TableName, CapacityUnits: units } }
    : {};

/** @param bytes what was read */
export const readCapacity = (
  input: Asked & { readonly ConsistentRead?: boolean | undefined },
  table: Table,
  bytes: number,
) =>
  shown(
    input,
    table,
    Math.max(1, Math.ceil(bytes / READ_BYTES)) * (input.ConsistentRead ? 1 : 0.5),
  );

/** @param bytes the larger of the item before and after */
export const writeCapacity = (input: Asked, table: Table, bytes: number) =>
  shown(input, table, Math.max(1, Math.ceil(bytes / WRITE_BYTES)));
