import type { Budget } from './budget.ts';
import { listMethods } from './list-methods.ts';
import { mapMethods } from './map-methods.ts';
import { numberMethods } from './number-methods.ts';
import { textMethods } from './text-methods.ts';
import { isEqual, isHost, isMap, readKey, toText, type Value } from './values.ts';

/** The methods of one Java type: name to behaviour. */
export type Methods<T> = Readonly<
  Record<string, (self: T, args: readonly Value[], budget: Budget) => Value>
>;

const objectMethods: Methods<Value> = {
  toString: (self: Value) => toText(self),
  equals: (self, [other]) => typeof self === typeof other && isEqual(self, other),
};

function behaviour<T>(methods: Methods<T>, name: string) {
  return Object.hasOwn(methods, name) ? methods[name] : undefined;
}

/**
 * Calls `self.name(args)` as Java would, for the methods API Gateway's templates use.
 * @returns undefined when the type has no such method: Velocity then prints the reference itself
 */
export function callMethod(
  self: Value,
  name: string,
  args: readonly Value[],
  budget: Budget,
): Value {
  budget.step();
  if (isHost(self)) return self.call(name, args);
  const general = behaviour(objectMethods, name);
  if (typeof self === 'string') {
    return (behaviour(textMethods, name) ?? general)?.(self, args, budget);
  }
  if (typeof self === 'number') {
    return (behaviour(numberMethods, name) ?? general)?.(self, args, budget);
  }
  if (Array.isArray(self)) return (behaviour(listMethods, name) ?? general)?.(self, args, budget);
  if (isMap(self)) return (behaviour(mapMethods, name) ?? general)?.(self, args, budget);
  return self === null || self === undefined ? undefined : general?.(self, args, budget);
}

/** `$value.property`: a map's key, else what Java's getter would give. */
export function readProperty(self: Value, name: string, budget: Budget): Value {
  if (self === null || self === undefined) return undefined;
  if (isHost(self)) return self.get(name);
  if (isMap(self)) return readKey(self, name);
  if (name === 'empty') return callMethod(self, 'isEmpty', [], budget);
  return undefined;
}

/** `$value[index]`: a list's member or a map's key. */
export function readIndex(self: Value, index: Value): Value {
  if (Array.isArray(self)) return typeof index === 'number' ? self.at(index) : undefined;
  if (isHost(self)) return self.get(toText(index));
  return isMap(self) ? readKey(self, toText(index)) : undefined;
}
