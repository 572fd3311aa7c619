/** What DynamoDB keeps per account and Region: plain JSON, dates in milliseconds since 1970. */
import type { Item } from './values.ts';

export interface KeyElement {
  AttributeName: string;
  KeyType: 'HASH' | 'RANGE';
}

export interface AttributeDefinition {
  AttributeName: string;
  AttributeType: 'S' | 'N' | 'B';
}

export interface Throughput {
  ReadCapacityUnits: number;
  WriteCapacityUnits: number;
}

export interface Index {
  IndexName: string;
  KeySchema: KeyElement[];
  Projection: { ProjectionType: 'ALL' | 'KEYS_ONLY' | 'INCLUDE'; NonKeyAttributes?: string[] };
  /** Local ones share the table's partition key. */
  isLocal: boolean;
  throughput?: Throughput;
}

export interface Table {
  TableName: string;
  TableArn: string;
  TableId: string;
  AttributeDefinitions: AttributeDefinition[];
  KeySchema: KeyElement[];
  /** Absent on demand. */
  throughput?: Throughput;
  /** When it went on demand. */
  onDemandSince?: number;
  indexes: Index[];
  tableClass?: string;
  isProtected: boolean;
  createdAt: number;
  /** From then on it is ACTIVE; before, CREATING or UPDATING. */
  activeAt: number;
  wasUpdated: boolean;
  /** Deleted: DELETING until then, and gone from then on. */
  goneAt?: number;
  /** The attribute that time to live looks at. */
  ttl?: string;
  tags: Record<string, string>;
  /** By the text of their key. */
  items: Record<string, Item>;
  /** Of all items. */
  bytes: number;
}

export interface DynamoDbState {
  tables: Record<string, Table>;
}

export const emptyDynamoDbState = (): DynamoDbState => ({ tables: {} });
