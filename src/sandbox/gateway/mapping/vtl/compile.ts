import { parse } from 'velocityjs';
import type { Block, MacroCall, SetDirective, Simple, Statement } from './ast.ts';
import { TemplateError } from './budget.ts';
import { compileAssignment, compileExpression, compilePrinted } from './expressions.ts';
import { descend, withVariables, write, type Compute, type Frame, type Render } from './frame.ts';
import { isMap, isTrue, writeKey, type Value } from './values.ts';

/**
 * A template's text as what renders it.
 * @throws TemplateError for text that is no valid Velocity
 */
export function compileTemplate(text: string): Render {
  return compileBody(parseTemplate(text));
}

function parseTemplate(text: string): readonly Statement[] {
  try {
    return parse(text) as unknown as readonly Statement[];
  } catch (cause) {
    const detail = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : '';
    throw new TemplateError(`The template is not valid Velocity. ${detail}`.trim(), { cause });
  }
}

function compileBody(statements: readonly Statement[]): Render {
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

function isBlock(statement: Exclude<Statement, string>): statement is Block {
  return Array.isArray(statement);
}

function compileStatement(statement: Exclude<Statement, string>): Render {
  if (isBlock(statement)) return compileBlock(statement);
  switch (statement.type) {
    case 'references':
      return compilePrinted(statement, compileTemplate);
    case 'set':
      return compileSet(statement);
    case 'macro_call':
      return compileMacroCall(statement);
    default:
      return compileSimple(statement);
  }
}

function compileSimple(statement: Simple): Render {
  if (statement.type === 'raw') return (frame) => write(frame, statement.value);
  if (statement.type === 'break') {
    return (frame) => {
      frame.isBreaking = true;
    };
  }
  return () => undefined;
}

function compileSet({ equal: [target, source] }: SetDirective): Render {
  const compute = compileExpression(source, compileTemplate);
  const assign = compileAssignment(target, compileTemplate);
  return (frame) => {
    frame.budget.step();
    const value = compute(frame);
    // Velocity 1.7 leaves the variable as it was when the right side is null.
    if (value !== undefined && value !== null) assign(frame, value);
  };
}

function compileBlock([head, ...body]: Block): Render {
  switch (head.type) {
    case 'if':
    case 'elseif':
      return compileIf([head, ...body]);
    case 'foreach':
      return compileForeach(head.to, compileExpression(head.from, compileTemplate), compileBody(body));
    case 'macro': {
      const macro = { parameters: (head.args || []).map(({ id }) => id), body: compileBody(body) };
      return (frame) => {
        frame.macros.set(head.id, macro);
      };
    }
    case 'define': {
      const render = compileBody(body);
      return (frame) => {
        frame.defines.set(head.id, (inner) => descend(inner, `$${head.id}`, () => render(inner)));
      };
    }
    case 'noescape':
      return compileBody(body);
  }
}

function compileIf(statements: readonly Statement[]): Render {
  const branches: { readonly test: Compute; readonly body: Statement[] }[] = [];
  for (const statement of statements) {
    const head = typeof statement === 'object' && !isBlock(statement) ? statement : undefined;
    if (head?.type === 'if' || head?.type === 'elseif') {
      branches.push({ test: compileExpression(head.condition, compileTemplate), body: [] });
    } else if (head?.type === 'else') branches.push({ test: () => true, body: [] });
    else branches.at(-1)?.body.push(statement);
  }
  const compiled = branches.map(({ test, body }) => ({ test, render: compileBody(body) }));
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

function compileMacroCall(call: MacroCall): Render {
  const args = (call.args || []).map((arg) => compileExpression(arg, compileTemplate));
  return (frame) => {
    frame.budget.step();
    if (call.id === 'stop') {
      frame.isStopped = true;
      return;
    }
    const macro = frame.macros.get(call.id);
    if (!macro) return write(frame, `#${call.id}()`);
    callMacro(frame, call.id, macro, args.map((arg) => arg(frame)));
  };
}

function callMacro(
  frame: Frame,
  name: string,
  macro: { readonly parameters: readonly string[]; readonly body: Render },
  values: readonly Value[],
): void {
  descend(frame, `#${name}`, () =>
    withVariables(frame, macro.parameters, () => {
      macro.parameters.forEach((parameter, index) =>
        writeKey(frame.variables, parameter, values[index]),
      );
      macro.body(frame);
    }),
  );
}
