import { AppError } from '#core';
import type { BlockedReason } from './verdict.ts';

/** Why a checker could not look, in words that say what to do. The runner turns it into `blocked`. */
export class LookFault extends AppError {
  readonly reason: BlockedReason;
  /** The question that got no answer, as a shell line; empty when none was asked. */
  readonly call: string;
  readonly nextStep: string;

  constructor(
    fault: { reason: BlockedReason; saw: string; nextStep: string; call?: string },
    options?: { cause?: unknown },
  ) {
    super(`look-${fault.reason}`, fault.saw, options);
    this.reason = fault.reason;
    this.nextStep = fault.nextStep;
    this.call = fault.call ?? '';
  }
}

/** Several things bear the name, and guessing would judge the wrong one. */
export const ambiguous = (
  what: string,
  name: string,
  ids: readonly string[],
  nextStep: string,
): LookFault =>
  new LookFault({
    reason: 'ambiguous',
    saw: `${ids.length} ${what} are named "${name}": ${ids.join(', ')}.`,
    nextStep,
  });
