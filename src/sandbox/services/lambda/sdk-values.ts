import { base64Decode, base64Encode } from '../../base64.ts';
import {
  modelOf,
  shapeOf,
  structureOf,
  type Operation,
  type ServiceModel,
  type ShapeRef,
} from '../../operations.ts';
import { isObject } from '../../wire/json.ts';

type Convert = (kind: 'timestamp' | 'blob', value: unknown, isPayload: boolean) => unknown;

/** Walks a value beside its shape and converts what the SDK's clients hold otherwise than the wire. */
function walk(
  model: ServiceModel,
  ref: ShapeRef,
  value: unknown,
  convert: Convert,
  isPayload = false,
): unknown {
  if (value === undefined || value === null) return value;
  const shape = shapeOf(model, ref);
  if (shape.kind === 'timestamp' || shape.kind === 'blob')
    return convert(shape.kind, value, isPayload);
  if (shape.kind === 'list' && Array.isArray(value))
    return value.map((one) => walk(model, shape.member, one, convert));
  if (shape.kind === 'map' && isObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, walk(model, shape.value, one, convert)]),
    );
  if (!('members' in shape) || !isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      const member = Object.hasOwn(shape.members, name) ? shape.members[name] : undefined;
      return [
        name,
        member ? walk(model, member.shape, one, convert, member.in === 'payload') : one,
      ];
    }),
  );
}

const bytesOf = (value: unknown): unknown =>
  typeof value === 'string' ? new TextEncoder().encode(value) : value;

/** What a handler gave to an SDK command → an operation's input: dates are seconds, nested bytes base64. */
export function inputFromSdk(
  operation: Operation,
  input: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const model = modelOf(operation.service);
  const converted = walk(model, operation.input ?? 'document', input, (kind, value, isPayload) => {
    if (kind === 'timestamp')
      return value instanceof Date ? Math.floor(value.getTime() / 1000) : value;
    const bytes = bytesOf(value);
    return bytes instanceof Uint8Array && !isPayload ? base64Encode(bytes) : bytes;
  });
  return isObject(converted) ? converted : {};
}

/** An operation's output → what the SDK's clients give: seconds are dates, base64 is bytes. */
export function outputForSdk(operation: Operation, output: unknown): unknown {
  const model = modelOf(operation.service);
  if (!isObject(output) || Object.keys(structureOf(model, operation.output).members).length === 0)
    return {};
  return walk(model, operation.output ?? 'document', output, (kind, value, isPayload) => {
    if (kind === 'timestamp') return typeof value === 'number' ? new Date(value * 1000) : value;
    return isPayload || typeof value !== 'string' ? bytesOf(value) : base64Decode(value);
  });
}
