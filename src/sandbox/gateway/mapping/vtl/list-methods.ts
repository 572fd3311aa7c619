import type { Methods } from './methods.ts';
import { isEqual, type Value } from './values.ts';

/** `java.util.List`. Source: docs.oracle.com/javase/8/docs/api/java/util/List.html */
export const listMethods: Methods<Value[]> = {
  size: (self) => self.length,
  isEmpty: (self) => self.length === 0,
  get: (self, [at]) => self[Number(at)],
  contains: (self, [member]) => self.some((each) => isEqual(each, member)),
  indexOf: (self, [member]) => self.findIndex((each) => isEqual(each, member)),
  add: (self, args, budget) => {
    budget.step();
    if (args.length > 1) self.splice(Number(args[0]), 0, args[1]);
    else self.push(args[0]);
    return true;
  },
  addAll: (self, [others], budget) => {
    if (!Array.isArray(others)) return undefined;
    budget.step(others.length);
    for (const other of [...others]) self.push(other);
    return others.length > 0;
  },
  set: (self, [at, member]) => {
    const index = Number(at);
    if (!(index in self)) return undefined;
    const before = self[index];
    self[index] = member;
    return before;
  },
  remove: (self, [which]) => {
    const at = typeof which === 'number' ? which : self.findIndex((each) => isEqual(each, which));
    return at < 0 ? false : self.splice(at, 1)[0];
  },
  clear: (self) => {
    self.length = 0;
    return '';
  },
  subList: (self, [from, to], budget) => {
    const part = self.slice(Number(from), Number(to));
    budget.step(part.length);
    return part;
  },
};
