import { Helper } from 'velocityjs';
import type { Accessor, Expression, Reference } from './ast.ts';
import { TemplateError } from './budget.ts';
import { capture, lookUp, write, type Compute, type Frame, type Render } from './frame.ts';
import { callMethod, readIndex, readProperty } from './methods.ts';
import { operate } from './operators.ts';
import { emptyMap, toText, writeKey, type Value } from './values.ts';

/** Turns the text of a double-quoted string into what renders it; given by the compiler. */
export type CompileText = (text: string) => Render;

/** An expression's tree as a function that computes it. */
export function compileExpression(node: Expression, compileText: CompileText): Compute {
  switch (node.type) {
    case 'references':
      return compileReference(node, compileText);
    case 'string':
      return compileString(node.value, node.isEval === true, compileText);
    case 'integer':
    case 'decimal': {
      const value = Number(node.value);
      return () => value;
    }
    case 'bool': {
      const text = String(node.value);
      return () => (text === 'null' ? null : text === 'true');
    }
    case 'array':
      return compileArray(node, compileText);
    case 'map':
      return compileMap(node.value ?? {}, compileText);
    case 'math':
      return operate(
        node.operator,
        node.expression.map((operand) => compileExpression(operand, compileText)),
      );
  }
}

function compileString(text: string, hasReferences: boolean, compileText: CompileText): Compute {
  if (!hasReferences || !/[#$]/.test(text)) return () => text;
  const render = compileText(text);
  return (frame) => capture(frame, render);
}

function compileArray(node: Extract<Expression, { type: 'array' }>, compileText: CompileText): Compute {
  const members = (node.value ?? []).map((member): Compute =>
    typeof member === 'object'
      ? compileExpression(member, compileText)
      : () => Number(member),
  );
  if (!node.isRange) {
    return (frame) => {
      frame.budget.step(members.length);
      return members.map((member) => member(frame));
    };
  }
  return (frame) => range(frame, members[0]?.(frame), members[1]?.(frame));
}

function range(frame: Frame, from: Value, to: Value): Value {
  if (typeof from !== 'number' || typeof to !== 'number') return undefined;
  const length = Math.abs(to - from) + 1;
  frame.budget.step(length);
  return Array.from({ length }, (_, index) => (from <= to ? from + index : from - index));
}

function compileMap(pairs: Readonly<Record<string, Expression>>, compileText: CompileText): Compute {
  const members = Object.entries(pairs).map(
    ([key, value]) => [key, compileExpression(value, compileText)] as const,
  );
  return (frame) => {
    frame.budget.step(members.length);
    const map = emptyMap();
    for (const [key, value] of members) writeKey(map, key, value(frame));
    return map;
  };
}

type Step = (frame: Frame, self: Value) => Value;

function compileAccessor(accessor: Accessor, compileText: CompileText): Step {
  if (accessor.type === 'property') {
    return (frame, self) => readProperty(self, accessor.id, frame.budget);
  }
  if (accessor.type === 'index') {
    const index = compileExpression(accessor.id, compileText);
    return (frame, self) => readIndex(self, index(frame));
  }
  const args = (accessor.args || []).map((arg) => compileExpression(arg, compileText));
  return (frame, self) =>
    callMethod(self, accessor.id, args.map((arg) => arg(frame)), frame.budget);
}

function compileReference(node: Reference, compileText: CompileText): Compute {
  const steps = (node.path ?? []).map((accessor) => compileAccessor(accessor, compileText));
  return (frame) => {
    frame.budget.step();
    let value = lookUp(frame, node.id);
    for (const step of steps) {
      if (value === undefined || value === null) return undefined;
      value = step(frame, value);
    }
    return value;
  };
}

/**
 * A reference in the text: its value, or its own source where it has none (nothing for `$!`).
 * Source: velocity.apache.org/engine/1.7/user-guide.html#quiet-reference-notation
 */
export function compilePrinted(node: Reference, compileText: CompileText): Render {
  const compute = compileReference(node, compileText);
  const source = node.leader === '$!' ? '' : Helper.getRefText(node as never);
  return (frame) => {
    const define = node.path ? undefined : frame.defines.get(node.id);
    if (define) return define(frame);
    const value = compute(frame);
    write(frame, value === undefined || value === null ? source : toText(value));
  };
}

/** `#set($a.b = …)`: puts a value where the reference points. */
export function compileAssignment(target: Reference, compileText: CompileText) {
  const path = target.path ?? [];
  const last = path.at(-1);
  if (!last) {
    return (frame: Frame, value: Value) => writeKey(frame.variables, target.id, value);
  }
  if (last.type === 'method') {
    throw new TemplateError(`#set cannot assign to the result of "${last.id}()".`);
  }
  const owner = compileReference({ ...target, path: path.slice(0, -1) }, compileText);
  const name: Compute =
    last.type === 'property' ? () => last.id : compileExpression(last.id, compileText);
  return (frame: Frame, value: Value) => {
    const self = owner(frame);
    if (Array.isArray(self)) callMethod(self, 'set', [name(frame), value], frame.budget);
    else callMethod(self, 'put', [name(frame), value], frame.budget);
  };
}
