import { invalid, invalidValues } from './texts.ts';
import type { AttributeDefinition, Index, KeyElement, Table } from './state.ts';
import { typeOf, valueSize, type AttributeValue, type Item } from './values.ts';

/** Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const MAX_KEY_BYTES = { HASH: 2048, RANGE: 1024 } as const;

export const keyNames = ({ KeySchema }: { readonly KeySchema: readonly KeyElement[] }): string[] =>
  KeySchema.map(({ AttributeName }) => AttributeName);

const typeFor = (definitions: readonly AttributeDefinition[], name: string) =>
  definitions.find(({ AttributeName }) => AttributeName === name)?.AttributeType;

function demandKeyValue({ AttributeName, KeyType }: KeyElement, value: AttributeValue): void {
  const isEmpty = ('S' in value && value.S === '') || ('B' in value && value.B === '');
  if (isEmpty)
    throw invalid(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${'S' in value ? 'string' : 'binary'} value. Key: ${AttributeName}`,
    );
  const longest = MAX_KEY_BYTES[KeyType];
  if (valueSize(value) > longest)
    throw invalidValues(
      // The missing space is AWS's.
      KeyType === 'HASH'
        ? `Size of hashkey has exceeded the maximum size limit of${longest} bytes`
        : `Aggregated size of all range keys has exceeded the size limit of ${longest} bytes`,
    );
}

/** @returns the item's key, of the right types; throws ValidationException in the words of PutItem */
export function keyOfItem(table: Table, item: Item): Item {
  const key: Item = {};
  for (const element of table.KeySchema) {
    const { AttributeName: name } = element;
    const value = Object.hasOwn(item, name) ? item[name] : undefined;
    if (!value) throw invalidValues(`Missing the key ${name} in the item`);
    const wanted = typeFor(table.AttributeDefinitions, name);
    if (typeOf(value) !== wanted)
      throw invalidValues(
        `Type mismatch for key ${name} expected: ${wanted ?? ''} actual: ${typeOf(value)}`,
      );
    demandKeyValue(element, value);
    key[name] = value;
  }
  demandIndexTypes(table, item);
  return key;
}

/** What an item holds under the name of an index's key must be of that type. */
function demandIndexTypes({ indexes, AttributeDefinitions }: Table, item: Item): void {
  for (const index of indexes)
    for (const name of keyNames(index)) {
      const value = Object.hasOwn(item, name) ? item[name] : undefined;
      const wanted = typeFor(AttributeDefinitions, name);
      if (value && typeOf(value) !== wanted)
        throw invalidValues(
          `Type mismatch for Index Key ${name} Expected: ${wanted ?? ''} Actual: ${typeOf(value)} IndexName: ${index.IndexName}`,
        );
    }
}

/** @returns the key as given to GetItem and the like; throws when it is not exactly the table's */
export function demandKey(table: Table, key: Item): Item {
  const isKey =
    Object.keys(key).length === table.KeySchema.length &&
    table.KeySchema.every(({ AttributeName: name }) => {
      const value = Object.hasOwn(key, name) ? key[name] : undefined;
      return value && typeOf(value) === typeFor(table.AttributeDefinitions, name);
    });
  if (!isKey) throw invalid('The provided key element does not match the schema');
  for (const element of table.KeySchema) {
    const value = key[element.AttributeName];
    if (value) demandKeyValue(element, value);
  }
  return key;
}

/** Under which an item is stored: the same for the same key. */
export const keyText = (table: Table, key: Item): string =>
  JSON.stringify(keyNames(table).map((name) => key[name]));

/** What an index's queries show of an item. */
export function projected(table: Table, index: Index | undefined, item: Item): Item {
  if (!index || index.Projection.ProjectionType === 'ALL') return item;
  const shown = new Set([
    ...keyNames(table),
    ...keyNames(index),
    ...(index.Projection.NonKeyAttributes ?? []),
  ]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => shown.has(name)));
}
