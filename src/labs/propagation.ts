import type { Clock } from '#core';
import type { Target } from './events.ts';
import type { Finding } from './verdict.ts';

/** How a run waits for AWS. */
export interface Patience {
  readonly clock: Clock;
  /** Rejects when the signal aborts. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** How long a run looks again at most, in milliseconds. */
export const PATIENCE_MS = 60_000;
/** Before the second look, the third, and so on. */
const DELAYS_MS: readonly number[] = [2_000, 4_000, 8_000, 16_000, 30_000];

/**
 * @param looks how often was looked already, from 1
 * @param elapsedMs since the first look
 * @returns how long to wait before the next look, in milliseconds; undefined when this one was the last
 */
export function nextDelay(looks: number, elapsedMs: number): number | undefined {
  const delay = DELAYS_MS[looks - 1];
  const left = PATIENCE_MS - elapsedMs;
  return delay === undefined || left <= 0 ? undefined : Math.min(delay, left);
}

/**
 * Services whose answers may be older than the last change. That of API Gateway itself answers with what
 * was written; no page of AWS says otherwise, so this is assumed.
 *
 * - IAM: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
 * - EC2: https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html
 * - WAF: https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-working-with.html
 */
const ANSWERS_LATE = /^aws (?:iam|ec2|wafv2) /;

/** What an objective's finding rests on, as far as waiting may change it. */
export interface Lookback {
  readonly finding: Finding;
  /** A call to the API decided it. */
  readonly isProbed: boolean;
}

/**
 * Whether looking again may find something else although nobody changes anything. `pending` says so itself,
 * anywhere. A fail may be AWS passing on a change when a call to the API found it, since what is called
 * follows what is configured by some seconds (assumed), or when it rests on a service that answers late.
 * Nothing is passed on in the local sandbox, and what another endpoint does is not known.
 */
export function mayChangeByItself(
  { finding, isProbed }: Lookback,
  { kind }: Pick<Target, 'kind'>,
): boolean {
  if (finding.verdict === 'pending') return true;
  if (finding.verdict !== 'fail' || kind !== 'aws') return false;
  return isProbed || finding.evidence.some(({ call }) => ANSWERS_LATE.test(call));
}
