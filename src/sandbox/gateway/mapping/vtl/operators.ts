import type { Compute } from './frame.ts';
import { isEqual, isTrue, toText, type Value } from './values.ts';

type Binary = (left: Value, right: Value) => Value;

/** Velocity's arithmetic gives null for what are not numbers. */
const numeric =
  (apply: (left: number, right: number) => Value): Binary =>
  (left, right) =>
    typeof left === 'number' && typeof right === 'number' ? apply(left, right) : null;

const areWhole = (left: number, right: number) => Number.isInteger(left) && Number.isInteger(right);

/** Source: velocity.apache.org/engine/1.7/user-guide.html#math and #relational-and-logical-operators */
const BINARY: Readonly<Record<string, Binary>> = {
  '-': numeric((left, right) => left - right),
  '*': numeric((left, right) => left * right),
  '/': numeric((left, right) => {
    if (right === 0) return null;
    return areWhole(left, right) ? Math.trunc(left / right) : left / right;
  }),
  '%': numeric((left, right) => (right === 0 ? null : left % right)),
  '>': numeric((left, right) => left > right),
  '<': numeric((left, right) => left < right),
  '>=': numeric((left, right) => left >= right),
  '<=': numeric((left, right) => left <= right),
  '==': isEqual,
  '!=': (left, right) => !isEqual(left, right),
};

/** An operator applied to its operands; an operator that is not Velocity's gives null. */
export function operate(operator: string, operands: readonly Compute[]): Compute {
  const left: Compute = operands[0] ?? (() => null);
  const right: Compute = operands[1] ?? (() => null);
  switch (operator) {
    case 'parenthesis':
      return left;
    case 'not':
      return (frame) => !isTrue(left(frame));
    case 'minus':
      return (frame) => {
        const value = left(frame);
        return typeof value === 'number' ? -value : null;
      };
    case '&&':
      return (frame) => isTrue(left(frame)) && isTrue(right(frame));
    case '||':
      return (frame) => isTrue(left(frame)) || isTrue(right(frame));
    case '+':
      return (frame) => {
        const [first, second] = [left(frame), right(frame)];
        if (typeof first === 'number' && typeof second === 'number') return first + second;
        if (typeof first !== 'string' && typeof second !== 'string') return null;
        const text = toText(first) + toText(second);
        frame.budget.text(text.length);
        return text;
      };
    default: {
      const apply = BINARY[operator];
      return (frame) => (apply ? apply(left(frame), right(frame)) : null);
    }
  }
}
