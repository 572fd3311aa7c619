/** Values as JSON carries them, by the model: what rest-json and json have in common. */
import { shapeOf, type ServiceModel, type ShapeRef } from '../operations.ts';
import { serialization } from './errors.ts';
import { isObject } from './json.ts';

export type Input = Record<string, unknown>;

const decoder = new TextDecoder();

/** @returns the body's JSON object, an empty one for no body; throws SerializationException. */
export function parseJsonBody(body: Uint8Array): Record<string, unknown> {
  if (body.length === 0) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(decoder.decode(body));
  } catch {
    throw serialization('The request body is not valid JSON.');
  }
  if (parsed === null) return {};
  if (!isObject(parsed)) throw serialization('The request body must be a JSON object.');
  return parsed;
}

/** What services that talk JSON alone say of a value of another type (known). */
function unconvertible(value: unknown, wanted: string): string {
  if (Array.isArray(value)) return 'Start of list found where not expected';
  if (isObject(value)) return 'Start of structure or map found where not expected.';
  const kind = typeof value === 'boolean' ? String(value) : typeof value;
  const type = `${wanted.charAt(0).toUpperCase()}${wanted.slice(1)}`;
  return `${kind.toUpperCase()}_VALUE cannot be converted to ${type}`;
}

const kindOf = (value: unknown) =>
  Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value;

/** Deeper than any input of any service; a request that goes on for ever must not take the stack. */
const MAX_DEPTH = 100;

/** JSON as sent → values by member name; refuses a value of another type, as AWS does. */
export function readJson(
  model: ServiceModel,
  ref: ShapeRef,
  value: unknown,
  path: string,
  depth = 0,
): unknown {
  if (value === undefined || value === null) return value;
  if (depth > MAX_DEPTH)
    throw serialization(`The request is nested deeper than ${MAX_DEPTH} levels.`);
  const shape = shapeOf(model, ref);
  const wrong = (wanted: string) =>
    serialization(
      model.protocol === 'json'
        ? unconvertible(value, wanted)
        : `${path} must be a ${wanted}, but a ${kindOf(value)} was sent.`,
    );
  switch (shape.kind) {
    case 'list':
      if (!Array.isArray(value)) throw wrong('list');
      return value.map((one, index) =>
        readJson(model, shape.member, one, `${path}[${index}]`, depth + 1),
      );
    case 'map':
      if (!isObject(value)) throw wrong('map');
      return Object.fromEntries(
        Object.entries(value).map(([key, one]) => [
          key,
          readJson(model, shape.value, one, `${path}.${key}`, depth + 1),
        ]),
      );
    case 'structure':
    case 'union':
    case 'error': {
      if (!isObject(value)) throw wrong('structure');
      const result: Input = {};
      for (const [name, member] of Object.entries(shape.members)) {
        const one = value[member.wire ?? name];
        if (one !== undefined && one !== null)
          result[name] = readJson(
            model,
            member.shape,
            one,
            path === '' ? name : `${path}.${name}`,
            depth + 1,
          );
      }
      return result;
    }
    case 'boolean':
      if (typeof value === 'boolean') return value;
      if (value === 'true' || value === 'false') return value === 'true';
      throw wrong('boolean');
    case 'number': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      if (typeof number !== 'number' || !Number.isFinite(number)) throw wrong('number');
      return number;
    }
    case 'string':
      if (typeof value === 'string') return value;
      // API Gateway takes numbers for texts; services that talk JSON alone take none.
      if (model.protocol !== 'json' && (typeof value === 'number' || typeof value === 'boolean'))
        return String(value);
      throw wrong('string');
    case 'timestamp':
    case 'blob':
    case 'document':
      return value;
  }
}

/** Values by member name → JSON as AWS sends it; members the model does not know stay inside. */
export function writeJson(model: ServiceModel, ref: ShapeRef, value: unknown): unknown {
  if (value === undefined || value === null) return value;
  const shape = shapeOf(model, ref);
  if (shape.kind === 'list')
    return Array.isArray(value) ? value.map((one) => writeJson(model, shape.member, one)) : value;
  if (shape.kind === 'map') {
    if (!isObject(value)) return value;
    const result: Record<string, unknown> = {};
    for (const key in value) result[key] = writeJson(model, shape.value, value[key]);
    return result;
  }
  if ('members' in shape && isObject(value)) {
    const result: Record<string, unknown> = {};
    for (const name in shape.members) {
      const member = shape.members[name];
      const one = value[name];
      if (member && one !== undefined && one !== null)
        result[member.wire ?? name] = writeJson(model, member.shape, one);
    }
    return result;
  }
  if (shape.kind === 'timestamp' && shape.format === 'date-time' && typeof value === 'number') {
    return new Date(value * 1000).toISOString().replace('.000Z', 'Z');
  }
  return value;
}
