/** What the data plane asks user pools: whose keys, and whether a token is one of theirs. */
import type { Clock } from '#core';
import type { JWK } from 'jose';
import type { SandboxState } from '../../state.ts';
import { findPool, issuerOf } from './access.ts';
import { publicKeys, verifyPoolToken, type PoolTokenOutcome } from './tokens.ts';

const lastPart = (text: string) => text.split('/').at(-1) ?? '';

/** @returns the keys of the pool behind an issuer's URL; undefined when it is none of the sandbox's */
export function keysOfIssuer(sandbox: SandboxState, issuer: string): readonly JWK[] | undefined {
  const pool = findPool(sandbox, lastPart(issuer));
  return pool && issuerOf(pool) === issuer ? publicKeys(pool) : undefined;
}

/** A token that came with a request, and the pools that may have issued it. */
export interface PoolTokenCall {
  /** ARNs of user pools: a Cognito authorizer's `providerARNs`. */
  readonly providerArns: readonly string[];
  readonly token: string;
}

/** Whether one of the pools issued the token and it holds now. Its use and scopes are the caller's to judge. */
export type CheckPoolToken = (call: PoolTokenCall) => Promise<PoolTokenOutcome>;

export function poolTokenCheck({
  state,
  clock,
}: {
  /** Late: a restored state is another object. */
  readonly state: () => SandboxState;
  readonly clock: Clock;
}): CheckPoolToken {
  return async ({ providerArns, token }) => {
    let refusal: PoolTokenOutcome = { ok: false, detail: 'no user pool of the authorizer exists' };
    for (const arn of providerArns) {
      const pool = findPool(state(), lastPart(arn));
      if (!pool || pool.Arn !== arn) continue;
      const outcome = await verifyPoolToken(pool, token, clock.now());
      if (outcome.ok) return outcome;
      refusal = outcome;
    }
    return refusal;
  };
}
