/** What a parameter or an answer holds off the wire. */
export type Value = string | number | boolean | null | Uint8Array | Value[] | ValueMap;

export interface ValueMap {
  [name: string]: Value;
}

export const isValueMap = (value: Value | undefined): value is ValueMap =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Uint8Array);

/** @throws SyntaxError */
export const parseValue = (text: string): Value =>
  // JSON holds no other types.
  JSON.parse(text) as Value;
