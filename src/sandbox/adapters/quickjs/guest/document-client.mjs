// DynamoDBDocumentClient: plain values instead of {"S": …}. Runs inside QuickJS.

function marshallValue(value, options) {
  if (value === null) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number' || typeof value === 'bigint') {
    if (typeof value === 'number' && !Number.isFinite(value))
      throw new Error(`Special numeric value ${value} is not allowed`);
    return { N: String(value) };
  }
  if (typeof value === 'boolean') return { BOOL: value };
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return { B: value };
  if (value instanceof Set) return marshallSet(value);
  if (Array.isArray(value)) return { L: value.map((one) => marshallValue(one, options)) };
  if (typeof value === 'object') {
    const isPlain = [Object.prototype, null].includes(Object.getPrototypeOf(value));
    if (!isPlain && !options?.convertClassInstanceToMap)
      throw new Error(
        'Unsupported type passed: an instance of a class. Pass options.convertClassInstanceToMap=true to marshall typeof object as map attribute.',
      );
    return { M: marshall(value, options) };
  }
  throw new Error(
    `Unsupported type passed: ${String(value)}. Pass options.removeUndefinedValues=true to remove undefined values from map/array/set.`,
  );
}

function marshallSet(set) {
  const [first] = set;
  if (set.size === 0) throw new Error('Pass a non-empty set, or options.convertEmptyValues=true.');
  if (typeof first === 'number' || typeof first === 'bigint') return { NS: [...set].map(String) };
  if (typeof first === 'string') return { SS: [...set] };
  return { BS: [...set] };
}

export function marshall(item, options) {
  const result = {};
  for (const [key, value] of Object.entries(item)) {
    if (typeof value === 'function') continue;
    if (value === undefined && options?.removeUndefinedValues) continue;
    result[key] = marshallValue(value, options);
  }
  return result;
}

function unmarshallValue(value) {
  const [[kind, one]] = Object.entries(value);
  switch (kind) {
    case 'N':
      return Number(one);
    case 'NULL':
      return null;
    case 'M':
      return unmarshall(one);
    case 'L':
      return one.map(unmarshallValue);
    case 'NS':
      return new Set(one.map(Number));
    case 'SS':
    case 'BS':
      return new Set(one);
    default:
      return one;
  }
}

export const unmarshall = (item) =>
  Object.fromEntries(Object.entries(item).map(([key, value]) => [key, unmarshallValue(value)]));

export const marshallModule = {
  marshall,
  unmarshall,
  convertToAttr: marshallValue,
  convertToNative: unmarshallValue,
};

const MAPS = new Set([
  'Item',
  'Key',
  'ExclusiveStartKey',
  'LastEvaluatedKey',
  'Attributes',
  'ExpressionAttributeValues',
]);
const LISTS = new Set(['Items', 'Keys']);

/** Converts the items wherever a request or an answer holds them. */
function walk(value, convert) {
  if (Array.isArray(value)) return value.map((one) => walk(one, convert));
  if (
    typeof value !== 'object' ||
    value === null ||
    value instanceof Date ||
    ArrayBuffer.isView(value)
  )
    return value;
  const result = {};
  for (const [key, one] of Object.entries(value)) {
    if (one === undefined || one === null) result[key] = one;
    else if (MAPS.has(key)) result[key] = convert(one);
    else if (LISTS.has(key) && Array.isArray(one)) result[key] = one.map(convert);
    else if (key === 'Responses' && !Array.isArray(one))
      result[key] = Object.fromEntries(
        Object.entries(one).map(([table, items]) => [table, items.map(convert)]),
      );
    else result[key] = walk(one, convert);
  }
  return result;
}

const COMMANDS = {
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  Query: 'Query',
  Scan: 'Scan',
  BatchGet: 'BatchGetItem',
  BatchWrite: 'BatchWriteItem',
  TransactGet: 'TransactGetItems',
  TransactWrite: 'TransactWriteItems',
};

/** @param dynamodb exports of @aws-sdk/client-dynamodb */
export function documentModule(dynamodb) {
  class DynamoDBDocumentClient {
    constructor(client, options = {}) {
      this.client = client;
      this.options = options;
      this.config = client.config;
    }
    static from(client, options) {
      return new DynamoDBDocumentClient(client, options);
    }
    async send(command) {
      const Command = dynamodb[`${command.constructor.operationName}Command`];
      const marshallOptions = this.options.marshallOptions;
      const input = walk(command.input, (item) => marshall(item, marshallOptions));
      return walk(await this.client.send(new Command(input)), unmarshall);
    }
    destroy() {}
  }
  const exports = { DynamoDBDocumentClient };
  for (const [name, operationName] of Object.entries(COMMANDS)) {
    exports[`${name}Command`] = {
      [`${name}Command`]: class {
        static operationName = operationName;
        constructor(input = {}) {
          this.input = input;
        }
      },
    }[`${name}Command`];
    DynamoDBDocumentClient.prototype[`${name.charAt(0).toLowerCase()}${name.slice(1)}`] = function (
      input,
    ) {
      return this.send(new exports[`${name}Command`](input));
    };
  }
  exports.DynamoDBDocument = DynamoDBDocumentClient;
  return exports;
}
