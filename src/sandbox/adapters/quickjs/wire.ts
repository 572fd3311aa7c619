import { Buffer } from 'node:buffer';

/** JSON as the guest's SDK writes it: `{"$bytes": base64}` and `{"$date": ms}` stand for what JSON lacks. */
export function decodeValue(text: string): unknown {
  return JSON.parse(text, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value;
    if ('$bytes' in value && typeof value.$bytes === 'string')
      return new Uint8Array(Buffer.from(value.$bytes, 'base64'));
    if ('$date' in value && typeof value.$date === 'number') return new Date(value.$date);
    return value;
  });
}

export function encodeValue(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key, one: unknown) {
    // `toJSON` has already run on `one`: dates are seen in their holder only.
    const raw = this[key];
    if (raw instanceof Date) return { $date: raw.getTime() };
    if (raw instanceof Uint8Array) return { $bytes: Buffer.from(raw).toString('base64') };
    return one;
  });
}

/** @returns the object a text holds; an empty one for anything else */
export function decodeRecord(text: string): Record<string, unknown> {
  const value = decodeValue(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
