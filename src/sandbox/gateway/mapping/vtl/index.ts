import type { Clock } from '#core';
import { createBudget, DEFAULT_LIMITS, TemplateError, type BudgetLimits } from './budget.ts';
import { compileTemplate } from './compile.ts';
import { createFrame, type Render } from './frame.ts';
import type { Value } from './values.ts';

export { DEFAULT_LIMITS, TemplateError, type BudgetLimits };
export {
  emptyMap,
  hostObject,
  isMap,
  readKey,
  toText,
  type HostObject,
  type Value,
  type ValueMap,
} from './values.ts';

/** What a template gave: its text, or why it gave none. */
export type Rendered =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: string };

/** Velocity templates behind one door, so that the engine can be replaced. */
export interface TemplateEngine {
  /**
   * @param text the template; compiled once, however often it is rendered
   * @param globals gives the value of `$name` for names the template did not set itself
   */
  render(text: string, globals: (name: string) => Value): Rendered;
}

const MAX_COMPILED = 1_000;

/** @param clock stops a template that runs too long */
export function createTemplateEngine(
  clock: Clock,
  limits: BudgetLimits = DEFAULT_LIMITS,
): TemplateEngine {
  const compiled = new Map<string, Render>();
  const compile = (text: string) => {
    const known = compiled.get(text);
    if (known) return known;
    if (compiled.size >= MAX_COMPILED) compiled.clear();
    const render = compileTemplate(text);
    compiled.set(text, render);
    return render;
  };
  return {
    render(text, globals) {
      try {
        const frame = createFrame(globals, createBudget(limits, clock));
        compile(text)(frame);
        return { ok: true, text: frame.output };
      } catch (fault) {
        return { ok: false, problem: problemOf(fault) };
      }
    },
  };
}

function problemOf(fault: unknown): string {
  if (fault instanceof TemplateError) return fault.message;
  if (fault instanceof RangeError) return 'The template is nested too deeply.';
  throw fault;
}
