import type { Clock, Random } from '#core';
import type { ManagedConnections } from '../gateway/index.ts';
import type { SandboxCrypto } from '../ports.ts';
import type { SandboxState } from '../state.ts';
import type { Gateway } from '../gateway/index.ts';
import type { FunctionRunner } from './lambda/runner.ts';

/** Who calls: proved by a signature. */
export interface Caller {
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly arn: string;
  readonly userId: string;
  /** Of the role behind a session; absent for the users, who may do everything in their account. */
  readonly roleArn?: string;
  /** Documents that cut the session down, as given to AssumeRole. */
  readonly sessionPolicies?: readonly string[];
  /** Managed policies that do. */
  readonly sessionPolicyArns?: readonly string[];
}

/** What every operation may use. */
export interface OperationContext {
  readonly caller: Caller;
  readonly region: string;
  /** Where the client reached the sandbox, for answers that hold URLs; absent behind AWS's own names. */
  readonly origin?: string | undefined;
  readonly clock: Clock;
  readonly random: Random;
  /** The whole of it: ids must be unique over all accounts, sessions belong to none. */
  readonly sandbox: SandboxState;
  /** How long pending states last, in milliseconds. */
  readonly settleMs: number;
  readonly crypto: SandboxCrypto;
  readonly functions: FunctionRunner;
  /** Calls a method of a REST API as it is now; undefined when there is no such method. */
  readonly testInvoke: Gateway['testInvokeMethod'];
  /** Asks an authorizer of a REST API as it is now; undefined when there is no such authorizer. */
  readonly testAuthorizer: Gateway['testInvokeAuthorizer'];
  /** Clients of WebSocket APIs. */
  readonly connections: ManagedConnections;
  /** The stage whose invoke URL was called, for `@connections`. */
  readonly invoked?: { readonly apiId: string; readonly stage: string } | undefined;
  /** How many functions called each other to get here: 0 for a call from outside. */
  readonly depth: number;
}

/** Members that the model demands are there once an input has been validated. */
export type Parsed<T> = {
  [K in keyof T]: object extends Pick<T, K> ? T[K] : NonNullable<T[K]>;
};

/** Seconds since 1970, as wire dates are. */
export const epochSeconds = ({ clock }: Pick<OperationContext, 'clock'>): number =>
  Math.floor(clock.now() / 1000);
