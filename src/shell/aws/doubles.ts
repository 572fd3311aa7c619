import {
  type Operation,
  type ServiceModel,
  type ShapeRef,
  modelOf,
  shapeOf,
} from '#sandbox/operations';
import { type Printable, isList, isMap, pythonFloat } from '../format/python.ts';
import { type Value, isValueMap } from './value.ts';
import type { Output } from './wire-response.ts';

/** Members that are doubles in AWS's service model (the SDK's schemas say only "number"): 5 prints as 5.0. */
const DOUBLES = new Set([
  'CanarySettings.percentTraffic',
  'DeploymentCanarySettings.percentTraffic',
  'MethodSetting.throttlingRateLimit',
  'ThrottleSettings.rateLimit',
  'RouteSettings.ThrottlingRateLimit',
]);

/** The smallest step up that still makes another number. */
const nudge = (value: number) => value + Math.max(1, Math.abs(value)) * 2 * Number.EPSILON;

function nudged(model: ServiceModel, ref: ShapeRef, value: Value): Value {
  const shape = shapeOf(model, ref);
  if (Array.isArray(value)) {
    return shape.kind === 'list' ? value.map((one) => nudged(model, shape.member, one)) : value;
  }
  if (!isValueMap(value)) return value;
  const entries = Object.entries(value).map(([name, one]): [string, Value] => {
    if (typeof one === 'number') return [name, DOUBLES.has(`${ref}.${name}`) ? nudge(one) : one];
    const inner =
      shape.kind === 'map'
        ? shape.value
        : 'members' in shape
          ? shape.members[name]?.shape
          : undefined;
    return [name, inner ? nudged(model, inner, one) : one];
  });
  return Object.fromEntries(entries);
}

/** Whole numbers of `plain` that moved with the doubles are doubles themselves. */
function compare(plain: Printable, moved: Printable): Printable {
  if (typeof plain === 'number' && typeof moved === 'number') {
    return plain !== moved && Number.isInteger(plain) ? pythonFloat(plain) : plain;
  }
  if (isList(plain) && isList(moved) && plain.length === moved.length) {
    return plain.map((one, index) => compare(one, moved[index]));
  }
  if (isMap(plain) && isMap(moved)) {
    return Object.fromEntries(
      Object.entries(plain).map(([key, one]) => [key, compare(one, moved[key])]),
    );
  }
  return plain;
}

/**
 * Runs a query so that whole doubles in its result can be told from integers. JavaScript keeps no such
 * difference, so the query runs a second time over doubles moved by the smallest step: what moves is one.
 */
export function queryWithDoubles(
  operation: Operation,
  output: Output,
  query: (data: unknown) => unknown,
): Printable {
  const plain = query(output);
  if (!operation.output) return plain;
  return compare(plain, query(nudged(modelOf(operation.service), operation.output, output)));
}
