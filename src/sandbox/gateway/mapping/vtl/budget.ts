import type { Clock } from '#core';

/** How much one rendering may use before it is stopped. */
export interface BudgetLimits {
  /** Characters a template may write, and the longest text it may build on the way. */
  readonly maxTextLength: number;
  /** Directives, references and list members visited. */
  readonly maxSteps: number;
  /** Rounds of one `#foreach`. */
  readonly maxIterations: number;
  readonly maxMs: number;
}

/**
 * 10 MB is API Gateway's payload limit and 1,000 its limit for `#foreach`; steps and time are ours.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 */
export const DEFAULT_LIMITS: BudgetLimits = {
  maxTextLength: 10 * 1024 * 1024,
  maxSteps: 500_000,
  maxIterations: 1_000,
  maxMs: 1_000,
};

/** A template that cannot be parsed, or that did something a template may not do. */
export class TemplateError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'TemplateError';
  }
}

/** Counts what a rendering uses. Every method throws `TemplateError` when the limit is passed. */
export interface Budget {
  /** Takes `count` steps, and looks at the clock now and then. */
  step(count?: number): void;
  /** Says how long a text is about to get. */
  text(length: number): void;
  /** Says which round of a `#foreach` begins, from 1. */
  iteration(round: number): void;
}

const STEPS_PER_CLOCK_LOOK = 1_024;

/** @param clock read about every thousand steps, for `maxMs` */
export function createBudget(limits: BudgetLimits, clock: Clock): Budget {
  const deadline = clock.now() + limits.maxMs;
  let steps = 0;
  let nextLook = STEPS_PER_CLOCK_LOOK;
  return {
    step(count = 1) {
      steps += count;
      if (steps > limits.maxSteps) {
        throw new TemplateError(`The template took more than ${limits.maxSteps} steps.`);
      }
      if (steps < nextLook) return;
      nextLook = steps + STEPS_PER_CLOCK_LOOK;
      if (clock.now() > deadline) {
        throw new TemplateError(`The template ran for more than ${limits.maxMs} ms.`);
      }
    },
    text(length) {
      if (length > limits.maxTextLength) {
        throw new TemplateError(
          `The template built a text longer than ${limits.maxTextLength} characters.`,
        );
      }
    },
    iteration(round) {
      if (round > limits.maxIterations) {
        throw new TemplateError(
          `A #foreach went past ${limits.maxIterations} rounds, the most API Gateway allows.`,
        );
      }
    },
  };
}
