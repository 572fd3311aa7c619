import type { Accessor, Body, Expression, Reference } from './ast.ts';
import { TemplateError } from './budget.ts';
import { capture, lookUp, write, type Compute, type Frame, type Render } from './frame.ts';
import { callMethod, readIndex, readProperty } from './methods.ts';
import { operate } from './operators.ts';
import { emptyMap, toText, writeKey, type Value } from './values.ts';

/** Turns a double-quoted string's statements into what renders them; given by the compiler. */
export type CompileText = (body: Body) => Render;

/** An expression's tree as a function that computes it. */
export function compileExpression(node: Expression, compileText: CompileText): Compute {
  const compile = (inner: Expression) => compileExpression(inner, compileText);
  switch (node.type) {
    case 'reference':
      return compileReference(node, compileText);
    case 'literal':
      return () => node.value;
    case 'text': {
      const render = compileText(node.body);
      return (frame) => capture(frame, render);
    }
    case 'list':
      return compileList(node.members.map(compile));
    case 'range': {
      const [from, to] = [compile(node.from), compile(node.to)];
      return (frame) => range(frame, from(frame), to(frame));
    }
    case 'map':
      return compileMap(node.pairs.map(([key, value]) => [compile(key), compile(value)]));
    case 'operation':
      return operate(node.operator, node.operands.map(compile));
  }
}

function compileList(members: readonly Compute[]): Compute {
  return (frame) => {
    frame.budget.step(members.length);
    return members.map((member) => member(frame));
  };
}

function range(frame: Frame, from: Value, to: Value): Value {
  if (typeof from !== 'number' || typeof to !== 'number') return undefined;
  const length = Math.abs(to - from) + 1;
  frame.budget.step(length);
  return Array.from({ length }, (_, index) => (from <= to ? from + index : from - index));
}

function compileMap(pairs: readonly (readonly [Compute, Compute])[]): Compute {
  return (frame) => {
    frame.budget.step(pairs.length);
    const map = emptyMap();
    for (const [key, value] of pairs) writeKey(map, toText(key(frame)), value(frame));
    return map;
  };
}

type Step = (frame: Frame, self: Value) => Value;

function compileAccessor(accessor: Accessor, compileText: CompileText): Step {
  if (accessor.type === 'property') {
    return (frame, self) => readProperty(self, accessor.name, frame.budget);
  }
  if (accessor.type === 'index') {
    const index = compileExpression(accessor.index, compileText);
    return (frame, self) => readIndex(self, index(frame));
  }
  const args = accessor.args.map((arg) => compileExpression(arg, compileText));
  return (frame, self) =>
    callMethod(
      self,
      accessor.name,
      args.map((arg) => arg(frame)),
      frame.budget,
    );
}

function compileReference(node: Reference, compileText: CompileText): Compute {
  const steps = node.path.map((accessor) => compileAccessor(accessor, compileText));
  return (frame) => {
    frame.budget.step();
    let value = lookUp(frame, node.name);
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
  const source = node.isQuiet ? '' : node.source;
  return (frame) => {
    const define = node.path.length > 0 ? undefined : frame.defines.get(node.name);
    if (define) return define(frame);
    const value = compute(frame);
    write(frame, value === undefined || value === null ? source : toText(value));
  };
}

/** `#set($a.b = …)`: puts a value where the reference points. */
export function compileAssignment(target: Reference, compileText: CompileText) {
  const last = target.path.at(-1);
  if (!last) {
    return (frame: Frame, value: Value) => writeKey(frame.variables, target.name, value);
  }
  if (last.type === 'method') {
    throw new TemplateError(`#set cannot assign to the result of "${last.name}()".`);
  }
  const owner = compileReference({ ...target, path: target.path.slice(0, -1) }, compileText);
  const name: Compute =
    last.type === 'property' ? () => last.name : compileExpression(last.index, compileText);
  return (frame: Frame, value: Value) => {
    const self = owner(frame);
    if (Array.isArray(self)) callMethod(self, 'set', [name(frame), value], frame.budget);
    else callMethod(self, 'put', [name(frame), value], frame.budget);
  };
}
