import type { Body, Branch, Statement } from './ast.ts';
import { compileAssignment, compileExpression, compilePrinted } from './expressions.ts';
import {
  descend,
  withVariables,
  write,
  type Compute,
  type Frame,
  type Macro,
  type Render,
} from './frame.ts';
import { parseTemplate } from './parse.ts';
import { createScanner } from './scanner.ts';
import { isMap, isTrue, writeKey, type Value } from './values.ts';

/**
 * A template's text as what renders it.
 * @throws TemplateError for text that is no valid Velocity
 */
export function compileTemplate(text: string): Render {
  return compileBody(parseTemplate(createScanner(text)));
}

function compileBody(statements: Body): Render {
  const parts: Render[] = [];
  let literal = '';
  const flush = () => {
    const text = literal;
    literal = '';
    if (text !== '') parts.push((frame) => write(frame, text));
  };
  for (const statement of statements) {
    if (typeof statement === 'string') literal += statement;
    else {
      flush();
      parts.push(compileStatement(statement));
    }
  }
  flush();
  const [only] = parts;
  if (only && parts.length === 1) return only;
  return (frame) => {
    for (const part of parts) {
      if (frame.isBreaking || frame.isStopped) return;
      part(frame);
    }
  };
}

function compileStatement(statement: Exclude<Statement, string>): Render {
  switch (statement.type) {
    case 'reference':
      return compilePrinted(statement, compileBody);
    case 'set':
      return compileSet(statement);
    case 'if':
      return compileIf(statement.branches);
    case 'foreach':
      return compileForeach(
        statement.variable,
        compileExpression(statement.source, compileBody),
        compileBody(statement.body),
      );
    case 'macro': {
      const macro = { parameters: statement.parameters, body: compileBody(statement.body) };
      return (frame) => void frame.macros.set(statement.name, macro);
    }
    case 'define': {
      const { name } = statement;
      const render = compileBody(statement.body);
      return (frame) =>
        void frame.defines.set(name, (inner) => descend(inner, `$${name}`, () => render(inner)));
    }
    case 'call':
      return compileCall(statement);
    case 'break':
      return (frame) => void (frame.isBreaking = true);
    case 'stop':
      return (frame) => void (frame.isStopped = true);
  }
}

function compileSet({ target, value: source }: Extract<Statement, { type: 'set' }>): Render {
  const compute = compileExpression(source, compileBody);
  const assign = compileAssignment(target, compileBody);
  return (frame) => {
    frame.budget.step();
    const value = compute(frame);
    // Velocity 1.7 leaves the variable as it was when the right side is null.
    if (value !== undefined && value !== null) assign(frame, value);
  };
}

function compileIf(branches: readonly Branch[]): Render {
  const compiled = branches.map(({ test, body }) => ({
    test: test ? compileExpression(test, compileBody) : () => true,
    render: compileBody(body),
  }));
  return (frame) => {
    frame.budget.step();
    compiled.find(({ test }) => isTrue(test(frame)))?.render(frame);
  };
}

function membersOf(value: Value): readonly Value[] {
  if (Array.isArray(value)) return [...value];
  return isMap(value) ? Object.values(value) : [];
}

function compileForeach(name: string, source: Compute, body: Render): Render {
  return (frame) => {
    const members = membersOf(source(frame));
    const parent = frame.variables['foreach'];
    withVariables(frame, [name, 'foreach', 'velocityCount'], () => {
      for (const [index, member] of members.entries()) {
        frame.budget.step();
        frame.budget.iteration(index + 1);
        writeKey(frame.variables, name, member);
        frame.variables['velocityCount'] = index + 1;
        frame.variables['foreach'] = loopState(index, members.length, parent);
        body(frame);
        if (frame.isBreaking || frame.isStopped) break;
      }
    });
    frame.isBreaking = false;
  };
}

/** `$foreach`. Source: velocity.apache.org/engine/1.7/user-guide.html#loops */
function loopState(index: number, length: number, parent: Value): Value {
  return {
    index,
    count: index + 1,
    first: index === 0,
    last: index === length - 1,
    hasNext: index < length - 1,
    parent,
  };
}

/** A name that is no macro's prints what was written. */
function compileCall({ name, args, source }: Extract<Statement, { type: 'call' }>): Render {
  const values = args.map((arg) => compileExpression(arg, compileBody));
  return (frame) => {
    frame.budget.step();
    const macro = frame.macros.get(name);
    if (macro)
      callMacro(
        frame,
        name,
        macro,
        values.map((value) => value(frame)),
      );
    else write(frame, source);
  };
}

function callMacro(frame: Frame, name: string, macro: Macro, values: readonly Value[]): void {
  descend(frame, `#${name}`, () =>
    withVariables(frame, macro.parameters, () => {
      macro.parameters.forEach((parameter, index) =>
        writeKey(frame.variables, parameter, values[index]),
      );
      macro.body(frame);
    }),
  );
}
