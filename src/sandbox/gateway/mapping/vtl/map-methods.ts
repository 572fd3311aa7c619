import type { Methods } from './methods.ts';
import {
  hostObject,
  isEqual,
  isMap,
  readKey,
  toText,
  writeKey,
  type Value,
  type ValueMap,
} from './values.ts';

const key = (value: Value) => toText(value);

/** One member of `entrySet()`: `$entry.key`, `$entry.getValue()`. */
function entry(name: string, value: Value): Value {
  return hostObject({
    get: (property) => (property === 'key' ? name : property === 'value' ? value : undefined),
    call: (method) => {
      if (method === 'getKey') return name;
      if (method === 'getValue') return value;
      return method === 'toString' ? `${name}=${toText(value)}` : undefined;
    },
  });
}

/** `java.util.Map`. Source: docs.oracle.com/javase/8/docs/api/java/util/Map.html */
export const mapMethods: Methods<ValueMap> = {
  size: (self) => Object.keys(self).length,
  isEmpty: (self) => Object.keys(self).length === 0,
  get: (self, [name]) => readKey(self, key(name)),
  getOrDefault: (self, [name, other]) =>
    Object.hasOwn(self, key(name)) ? readKey(self, key(name)) : other,
  containsKey: (self, [name]) => Object.hasOwn(self, key(name)),
  containsValue: (self, [value]) => Object.values(self).some((each) => isEqual(each, value)),
  keySet: (self, _, budget) => {
    const names = Object.keys(self);
    budget.step(names.length);
    return names;
  },
  values: (self, _, budget) => {
    const values = Object.values(self);
    budget.step(values.length);
    return values;
  },
  entrySet: (self, _, budget) => {
    const names = Object.keys(self);
    budget.step(names.length);
    return names.map((name) => entry(name, readKey(self, name)));
  },
  put: (self, [name, value], budget) => {
    budget.step();
    const before = readKey(self, key(name));
    writeKey(self, key(name), value);
    return before ?? null;
  },
  putAll: (self, [others], budget) => {
    if (others === undefined || !isMap(others)) return undefined;
    budget.step(Object.keys(others).length);
    for (const [name, value] of Object.entries(others)) writeKey(self, name, value);
    return '';
  },
  remove: (self, [name]) => {
    const before = readKey(self, key(name));
    delete self[key(name)];
    return before ?? null;
  },
  clear: (self) => {
    for (const name of Object.keys(self)) delete self[name];
    return '';
  },
};
