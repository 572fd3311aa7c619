import type { Clock, Random } from '#core';
import type { PolicyStack } from '#policy';
import type {
  ApiGatewayState,
  ApiKey,
  Deployment,
  RestApiRecord,
  Stage,
  UsagePlan,
} from '../services/apigateway/state.ts';
import type { CheckPoolToken } from '../services/cognito-idp/for-gateway.ts';
import type { CompiledDeployment } from './compiled.ts';
import type { AuthorizerCache } from './authorizer-cache.ts';
import type { Failure } from './failures.ts';
import type { TokenCheck } from './http/jwt.ts';
import type { InvokeFunction } from './functions.ts';
import type { TemplateEngine, Value, ValueMap } from './mapping/vtl/index.ts';
import type { CallPrivate } from './private-calls.ts';
import type { ReachOut } from './reach-out.ts';
import type { ResponseCache } from './response-cache.ts';
import type { Route } from './router.ts';
import type { CallService } from './service-calls.ts';
import type { TokenBuckets } from './token-buckets.ts';
import type { AskWebAcl } from './web-acls.ts';

/** Where a deployed API lives. */
export interface FoundApi {
  readonly account: string;
  readonly region: string;
  readonly state: ApiGatewayState;
}

/** Who signed a request, or why the signature does not count. */
export type Authentication =
  | {
      readonly ok: true;
      readonly accountId: string;
      readonly accessKeyId: string;
      readonly arn: string;
      readonly userId: string;
      /** Of the role behind a session. */
      readonly roleArn?: string;
      /** The caller's own policies; absent, those of an administrator. */
      readonly policies?: PolicyStack;
    }
  | { readonly ok: false; readonly problem: 'invalid-signature' | 'expired-token' | 'unknown-key' };

/** What the steps work with, the same for every request. */
export interface Services {
  readonly clock: Clock;
  readonly random: Random;
  readonly templates: TemplateEngine;
  readonly buckets: TokenBuckets;
  readonly cache: ResponseCache;
  /** Calls HTTP backends; absent, or without a promise, where the sandbox may not reach them. */
  readonly fetch?: ReachOut | undefined;
  readonly authorizerCache: AuthorizerCache;
  /** Checks JSON Web Tokens of any issuer. */
  readonly tokens: TokenCheck;
  /** Absent where the sandbox has no functions. */
  readonly invokeFunction?: InvokeFunction | undefined;
  /** Calls AWS services as a role; absent where there are none. */
  readonly callService?: CallService | undefined;
  /** Checks tokens of the sandbox's user pools; absent where there are none. */
  readonly checkPoolToken?: CheckPoolToken | undefined;
  /** Calls what stands behind VPC links; absent where there are no load balancers. */
  readonly callPrivate?: CallPrivate | undefined;
  /** Asks web ACLs; absent where there is no WAF. */
  readonly askWebAcl?: AskWebAcl | undefined;
  /** Checks a SigV4 signature; absent where nothing can. */
  readonly authenticate?:
    ((request: Request, body: Uint8Array) => Authentication | Promise<Authentication>) | undefined;
}

/** A request as the client sent it. */
export interface ClientRequest {
  readonly method: string;
  /** Raw, below the stage, without the query string. */
  readonly path: string;
  /** Every value of each parameter, in the order sent. */
  readonly query: ReadonlyMap<string, readonly string[]>;
  readonly headers: Headers;
  readonly body: Uint8Array;
  readonly sourceIp: string;
  /** The VPC endpoint it came through, for private APIs. */
  readonly sourceVpce?: string | undefined;
  readonly sourceVpc?: string | undefined;
  /** Two letters, where the caller said so. */
  readonly country?: string | undefined;
  /** The request itself, for checking its signature. */
  readonly original: Request;
}

/** A request on its way to a backend. */
export interface BackendRequest {
  readonly method: string;
  readonly uri: string;
  readonly headers: Headers;
  readonly query: ReadonlyMap<string, readonly string[]>;
  readonly body: string | Uint8Array;
}

/** A response as the backend gave it, or as the client will get it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string | Uint8Array;
}

/** Decimal text, truth or number: what a trace shows of the values that decided. */
export type TraceValues = Readonly<Record<string, string | number | boolean | null>>;

/** One step a request passed. */
export interface TraceStep {
  readonly step: string;
  readonly decision: 'pass' | 'skip' | 'fail';
  /** One sentence. */
  readonly reason: string;
  readonly values: TraceValues;
  /** Clock time in milliseconds since 1970. */
  readonly atMs: number;
}

/** A request that has arrived: nothing is known about its API yet. */
export interface Arrived {
  readonly services: Services;
  readonly apiId: string;
  readonly stageName: string;
  /** The name the API was called by. */
  readonly domainName: string;
  /** What stands before the request's path in the URL: `/{stage}`, or what a domain name's mapping takes. */
  readonly pathPrefix: string;
  /** Whether it came by a custom domain name, and so not by the default endpoint. */
  readonly isMapped: boolean;
  readonly request: ClientRequest;
  readonly requestId: string;
  readonly extendedRequestId: string;
  readonly receivedAt: number;
}

/** A request whose stage and deployment are known. */
export interface Staged extends Arrived {
  readonly accountId: string;
  readonly region: string;
  readonly state: ApiGatewayState;
  readonly record: RestApiRecord;
  readonly stage: Stage;
  readonly deployment: Deployment;
  readonly compiled: CompiledDeployment;
  readonly isCanary: boolean;
  readonly stageVariables: Readonly<Record<string, string>>;
}

/** A request whose method is known; what later steps find out is filled in as they pass. */
export interface Routed extends Staged {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>>;
  apiKey: ApiKey | undefined;
  usagePlan: UsagePlan | undefined;
  caller: Extract<Authentication, { ok: true }> | undefined;
  /** The value of the API key that an authorizer handed over. */
  usageKey: string | undefined;
  /** Values an authorizer handed over: `$context.authorizer`. */
  authorizer: ValueMap | undefined;
  backendRequest: BackendRequest | undefined;
  backendAnswer: Answer | undefined;
  /** What selection patterns are asked about, where it is not the backend's status: a function's error message. */
  selection: string | undefined;
  /** How long the backend took, in milliseconds. */
  integrationLatencyMs: number | undefined;
  answer: Answer | undefined;
  cache: 'off' | 'hit' | 'miss' | 'refresh';
  cacheKey: string | undefined;
  /** A `Warning` header for the answer. */
  warning: string | undefined;
  /** `$context.requestOverride` and `responseOverride`, as templates left them. */
  readonly overrides: { readonly request: ValueMap; readonly response: ValueMap };
  /** `$context`, made when a template first asks. */
  contextValue: Value;
}

/** What a step decided, and the reason shown in the trace. */
export type Verdict<F = Failure> =
  | { readonly decision: 'pass' | 'skip'; readonly reason: string; readonly values?: TraceValues }
  | {
      readonly decision: 'fail';
      readonly reason: string;
      readonly values?: TraceValues;
      readonly failure: F;
    };

export const passed = (reason: string, values: TraceValues = {}): Verdict<never> => ({
  decision: 'pass',
  reason,
  values,
});
export const skipped = (reason: string): Verdict<never> => ({ decision: 'skip', reason });
export const refused = <F = Failure>(
  failure: F,
  reason: string,
  values: TraceValues = {},
): Verdict<F> => ({
  decision: 'fail',
  failure,
  reason,
  values,
});

/** One step of the data plane. */
export interface Step {
  /** kebab-case, as the trace shows it. */
  readonly name: string;
  /** Left out once the cache has answered. */
  readonly isBackend?: true;
  run(exchange: Routed): Verdict | Promise<Verdict>;
}
