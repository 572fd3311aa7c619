import { TemplateError, type Budget } from './budget.ts';
import { emptyMap, type Value, type ValueMap } from './values.ts';

/** Renders into the frame's output. */
export type Render = (frame: Frame) => void;
/** Computes a value. */
export type Compute = (frame: Frame) => Value;

export interface Macro {
  readonly parameters: readonly string[];
  readonly body: Render;
}

/** Everything one rendering changes as it goes. */
export interface Frame {
  readonly budget: Budget;
  /** Looks up what the template itself did not set, such as `input`. */
  readonly globals: (name: string) => Value;
  readonly variables: ValueMap;
  readonly macros: Map<string, Macro>;
  readonly defines: Map<string, Render>;
  output: string;
  /** A `#break` is unwinding to its `#foreach`. */
  isBreaking: boolean;
  /** A `#stop` ends the template. */
  isStopped: boolean;
  depth: number;
}

/** Velocity's default for macros that call themselves (velocimacro.max.depth). */
const MAX_DEPTH = 20;

export function createFrame(globals: (name: string) => Value, budget: Budget): Frame {
  return {
    budget,
    globals,
    variables: emptyMap(),
    macros: new Map(),
    defines: new Map(),
    output: '',
    isBreaking: false,
    isStopped: false,
    depth: 0,
  };
}

export function lookUp(frame: Frame, name: string): Value {
  return Object.hasOwn(frame.variables, name) ? frame.variables[name] : frame.globals(name);
}

export function write(frame: Frame, text: string): void {
  frame.budget.text(frame.output.length + text.length);
  frame.output += text;
}

/** What `render` writes, as a text, for a string with references in it. */
export function capture(frame: Frame, render: Render): string {
  const before = frame.output;
  frame.output = '';
  render(frame);
  const text = frame.output;
  frame.output = before;
  return text;
}

/** Runs `work` one level deeper. @throws TemplateError when macros call each other without end */
export function descend(frame: Frame, name: string, work: () => void): void {
  if (frame.depth >= MAX_DEPTH) {
    throw new TemplateError(`"${name}" calls itself more than ${MAX_DEPTH} levels deep.`);
  }
  frame.depth += 1;
  work();
  frame.depth -= 1;
}

/** Sets names for the time of `work`, and gives them their former values back. */
export function withVariables(frame: Frame, names: readonly string[], work: () => void): void {
  const former = names.map((name) =>
    Object.hasOwn(frame.variables, name) ? { name, value: frame.variables[name] } : { name },
  );
  work();
  for (const saved of former) {
    if ('value' in saved) frame.variables[saved.name] = saved.value;
    else delete frame.variables[saved.name];
  }
}
