import type { Clock, Random } from '#core';
import { handleAdmin } from './admin.ts';
import './models.ts';
import { createControlPlane, type ManagedStage } from './dispatch.ts';
import {
  createGateway,
  domainCall,
  invokeTarget,
  reachOut,
  unmappedAnswer,
  type Authentication,
  type InvokeTarget,
  type Opening,
  type Trace,
} from './gateway/index.ts';
import type { SandboxCrypto } from './ports.ts';
import { metricsForGateway } from './services/cloudwatch/for-gateway.ts';
import { callForGateway } from './services/elbv2/for-gateway.ts';
import { keysOfIssuer, poolTokenCheck } from './services/cognito-idp/for-gateway.ts';
import { publicPage } from './services/cognito-idp/public-pages.ts';
import { refusalOfService } from './services/iam/service-roles.ts';
import { invokeForGateway } from './services/lambda/for-gateway.ts';
import { logsForGateway } from './services/logs/for-gateway.ts';
import { logsForLambda } from './services/logs/for-lambda.ts';
import { createFunctionRunner } from './services/lambda/runner.ts';
import type { LambdaRuntime } from './services/lambda/runtime.ts';
import { serviceCalls } from './service-calls.ts';
import { askForGateway } from './services/wafv2/for-gateway.ts';
import { createRateCounters } from './services/wafv2/rate-counters.ts';
import { accountPart, readSnapshot, withoutAccount, writeSnapshot } from './snapshot.ts';
import { stackOf } from './services/iam/stack.ts';
import {
  accountIdFor,
  emptyState,
  findDomain,
  findRestApi,
  findV2Api,
  regionState,
  type SandboxState,
} from './state.ts';
import type { StorageLimits } from './storage-cap.ts';
import { createCallerCheck } from './wire/caller.ts';

export type { SandboxCrypto } from './ports.ts';
export {
  MAX_FRAME_BYTES,
  MAX_MESSAGE_BYTES,
  type ClientSocket,
  type Opening,
  type SocketSession,
  type Trace,
  type TraceStep,
} from './gateway/index.ts';
export { accountIdFor, DEFAULT_ACCOUNT, DEFAULT_KEY, LOCAL_SECRET } from './state.ts';

export interface SandboxOptions {
  readonly clock: Clock;
  /** Ids, key values and canary choices come from it: the same seed gives the same ids. */
  readonly random: Random;
  readonly crypto: SandboxCrypto;
  /** Calls HTTP backends of integrations; without it they fail with a clear answer. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** Runs Lambda functions; without it, invoking one is refused with a clear answer. */
  readonly lambda?: LambdaRuntime;
  /** How long pending states last, in milliseconds on the clock. */
  readonly settleMs?: number;
  /** How much accounts may keep; absent, what a desk can bear. */
  readonly storage?: StorageLimits;
  /** Hears of exceptions that are faults of the sandbox itself. */
  readonly onFault?: (error: unknown) => void;
}

/** AWS on your desk: a control plane, the APIs deployed on it, and what they left behind. */
export interface Sandbox {
  /** Answers an AWS call, a call of a deployed API, or an admin request; never rejects. */
  handle(request: Request): Promise<Response>;
  /** Answers the handshake of a WebSocket; never rejects. */
  connect(request: Request): Promise<Opening>;
  /** Ends connections that were idle or open for too long on the clock. */
  sweep(): Promise<void>;
  /** @param accessKeyId only that key's account */
  snapshot(accessKeyId?: string): string;
  /**
   * Takes a snapshot back.
   * @param accessKeyId replaces only that key's account
   * @throws AppError `unreadable-state`
   */
  restore(text: string, accessKeyId?: string): void;
  /** Empties one key's account, or all. */
  reset(accessKeyId?: string): void;
  /** Whether a custom domain name answers to this name. */
  resolves(name: string): boolean;
  /** Requests of the key's account that reached a deployed API, newest first. */
  traces(accessKeyId: string, limit: number): readonly Trace[];
}

const SETTLE_MS = 2000;

const OWN_NAME = /(^|\.)(amazonaws\.com(\.cn)?|amazoncognito\.com|localhost)$/;
/** What a Regional custom domain name's DNS record points at. */
const TARGET_NAME = /^d-[a-z0-9]+\.execute-api\./;

/** @returns an empty sandbox */
export function createSandbox(options: SandboxOptions): Sandbox {
  const { clock, random, crypto } = options;
  let state = emptyState();
  const check = createCallerCheck(crypto, () => clock.now());

  function authenticate(request: Request, body: Uint8Array): Authentication {
    const result = check(state, request, body);
    if (result.ok) return { ok: true, ...result.caller, policies: stackOf(state, result.caller) };
    const { kind } = result.problem;
    if (kind === 'expired-token') return { ok: false, problem: 'expired-token' };
    return { ok: false, problem: kind === 'unknown-key' ? 'unknown-key' : 'invalid-signature' };
  }

  const lambdaState = (account: string, region: string) =>
    regionState(state, account, region).lambda;
  const functions = createFunctionRunner({
    clock,
    random,
    runtime: options.lambda,
    lambdaState,
    call: (...call) => controlPlane.call(...call),
    keepLog: logsForLambda({ sandbox: () => state, now: () => clock.now() }),
  });
  const rates = createRateCounters(clock);
  const gateway = createGateway({
    findApi: (apiId) => findRestApi(state, apiId),
    findV2Api: (apiId) => findV2Api(state, apiId),
    clock,
    random,
    fetch: reachOut({
      isOurs,
      inside: (request) => sandbox.handle(request),
      outside: options.fetch,
    }),
    authenticate,
    invokeFunction: invokeForGateway({
      functions,
      lambdaState,
      chance: () => random.next(),
      refusalOfRole: ({ functionArn, ...use }) =>
        refusalOfService({
          sandbox: state,
          service: 'apigateway.amazonaws.com',
          wants: [{ action: 'lambda:InvokeFunction', resource: functionArn }],
          ...use,
        }),
    }),
    callPrivate: callForGateway({
      regionState: (account, region) => regionState(state, account, region),
      now: () => clock.now(),
      chance: () => random.next(),
    }),
    askWebAcl: askForGateway({
      wafState: (account, region) => regionState(state, account, region).wafv2,
      counters: rates,
    }),
    callService: (call) => callService(call),
    checkPoolToken: poolTokenCheck({ state: () => state, clock }),
    localKeys: (issuer) => keysOfIssuer(state, issuer),
    journal: {
      ...logsForGateway({
        sandbox: () => state,
        now: () => clock.now(),
        digest: (text) => crypto.sha256Hex(text).slice(0, 32),
      }),
      ...metricsForGateway(({ account, region }) => regionState(state, account, region).cloudwatch),
    },
  });
  const controlPlane = createControlPlane({
    crypto,
    functions: () => functions,
    connections: () => gateway.sockets,
    testInvoke: (...call) => gateway.testInvokeMethod(...call),
    testAuthorizer: (...call) => gateway.testInvokeAuthorizer(...call),
    clock,
    random,
    check,
    settleMs: options.settleMs ?? SETTLE_MS,
    state: () => state,
    storage: options.storage,
    onFault: options.onFault,
  });

  const callService = serviceCalls({ clock, controlPlane, state: () => state });

  /** A custom domain name cannot take over one of AWS's own names, or this machine's. */
  const domainAt = (name: string) => (OWN_NAME.test(name) ? undefined : findDomain(state, name));

  /** The deployed API that a request is for, by its own address or a custom domain name. */
  function targetOf(request: Request): InvokeTarget | 'unmapped' | undefined {
    const target = invokeTarget(request.url, request.headers);
    if (target) return target;
    const { name, url } = domainCall(request.url, request.headers);
    const found = domainAt(name);
    if (found) return gateway.mapped(found, name, { method: request.method, url }) ?? 'unmapped';
    // The names that DNS records point at serve no one who does not say a domain name.
    return TARGET_NAME.test(name) ? 'unmapped' : undefined;
  }

  /** An API that is there, or a domain name that somebody has, wherever its mappings lead. */
  function isOurs({ url, headers }: Request): boolean {
    const target = invokeTarget(url, headers);
    return target
      ? (findRestApi(state, target.apiId) ?? findV2Api(state, target.apiId)) !== undefined
      : domainAt(domainCall(url, headers).name) !== undefined;
  }

  const sandbox: Sandbox = {
    async handle(request) {
      try {
        const target = targetOf(request);
        if (target === 'unmapped') return unmappedAnswer();
        if (target) {
          const managed = managedStage(target, state);
          return managed
            ? await controlPlane.handle(request, managed)
            : await gateway.handle(request, target);
        }
        const page = await publicPage({ clock, random, state: () => state }, request);
        if (page) return page;
        if (/^[a-z]+:\/\/[^/]*\/_sandbox\//i.test(request.url))
          return await handleAdmin(request, sandbox);
        return await controlPlane.handle(request);
      } catch (error) {
        options.onFault?.(error);
        return Response.json({ message: 'Internal server error' }, { status: 500 });
      }
    },
    async connect(request) {
      try {
        const target = targetOf(request);
        if (target === 'unmapped') return { ok: false, response: unmappedAnswer() };
        if (target) return await gateway.connect(request, target);
        return { ok: false, response: noSocketHere() };
      } catch (error) {
        options.onFault?.(error);
        return { ok: false, response: brokenHandshake() };
      }
    },
    sweep: () => gateway.sockets.sweep(),
    snapshot: (accessKeyId) =>
      writeSnapshot(
        accessKeyId === undefined ? state : accountPart(state, accountIdFor(accessKeyId)),
      ),
    restore(text, accessKeyId) {
      const read = readSnapshot(text);
      if (accessKeyId === undefined) {
        state = read;
        functions.reset();
        gateway.reset();
        rates.clear('');
        return;
      }
      const account = accountIdFor(accessKeyId);
      const [kept, taken] = [withoutAccount(state, account), accountPart(read, account)];
      state = {
        ...kept,
        accounts: { ...kept.accounts, ...taken.accounts },
        iam: { ...kept.iam, ...taken.iam },
        sessions: { ...kept.sessions, ...taken.sessions },
      };
      functions.reset();
      gateway.reset(account);
      rates.clear(`${account}/`);
    },
    reset(accessKeyId) {
      const account = accessKeyId === undefined ? undefined : accountIdFor(accessKeyId);
      state = account === undefined ? emptyState() : withoutAccount(state, account);
      functions.reset();
      gateway.reset(account);
      rates.clear(account === undefined ? '' : `${account}/`);
    },
    resolves: (name) => domainAt(name.toLowerCase()) !== undefined,
    traces: (accessKeyId, limit) => gateway.traces(accountIdFor(accessKeyId), limit),
  };
  return sandbox;
}

/** `@connections` below the invoke URL of a WebSocket API's stage. */
function managedStage(
  { apiId, stage, path }: InvokeTarget,
  state: SandboxState,
): ManagedStage | undefined {
  if (!/^\/(@|%40)connections\//i.test(path)) return undefined;
  if (findV2Api(state, apiId)?.record.api.ProtocolType !== 'WEBSOCKET') return undefined;
  return { apiId, stage, path: path.replace(/^\/%40/i, '/@').replace(/\?.*$/s, '') };
}

const noSocketHere = () =>
  Response.json(
    {
      message:
        'No WebSocket API answers here. Connect to ws://{apiId}.execute-api.localhost:4566/{stage} or ws://localhost:4566/_sandbox/invoke/{apiId}/{stage}.',
    },
    { status: 404 },
  );
const brokenHandshake = () => Response.json({ message: 'Internal server error' }, { status: 500 });
