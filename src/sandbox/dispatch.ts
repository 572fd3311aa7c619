import type { Clock, Random } from '#core';
import { demandRight } from './authorization/index.ts';
import { findImplementation } from './services/index.ts';
import type { ManagedConnections } from './gateway/index.ts';
import type { Caller, OperationContext } from './services/context.ts';
import type { FunctionRunner } from './services/lambda/runner.ts';
import type { SdkAnswer, SdkCall } from './services/lambda/runtime.ts';
import { inputFromSdk, outputForSdk } from './services/lambda/sdk-values.ts';
import { demandSessionMay } from './services/sts/session-limits.ts';
import type { SandboxCrypto } from './ports.ts';
import {
  findOperation,
  isServiceName,
  modelOf,
  SERVICE_NAMES,
  type Operation,
  type ServiceName,
} from './operations.ts';
import type { SandboxState } from './state.ts';
import { createStorageCap, type StorageLimits } from './storage-cap.ts';
import { readBody } from './wire/body.ts';
import { signatureError, type CallerCheck } from './wire/caller.ts';
import { AwsError, limitExceeded, notImplemented } from './wire/errors.ts';
import type { Input } from './wire/json-values.ts';
import { protocolOf, serviceOf, type Message } from './wire/protocols.ts';
import { writeError } from './wire/rest-json.ts';
import { isSignature, readSignature } from './wire/sigv4.ts';
import { splitUrl } from './wire/url.ts';
import { validateInput } from './wire/validate.ts';

/** What the control plane works with. */
export interface ControlPlaneDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly check: CallerCheck;
  /** How long pending states last, in milliseconds. */
  readonly settleMs: number;
  readonly crypto: SandboxCrypto;
  /** Late, since functions call back into the control plane. */
  functions(): FunctionRunner;
  /** Late, since the data plane calls functions. */
  connections(): ManagedConnections;
  state(): SandboxState;
  readonly testInvoke: OperationContext['testInvoke'];
  readonly testAuthorizer: OperationContext['testAuthorizer'];
  /** How much accounts may keep; absent, what a desk can bear. */
  readonly storage?: StorageLimits | undefined;
  /** Hears of exceptions that are no refusals: faults of the sandbox. */
  onFault?: ((error: unknown) => void) | undefined;
}

/** So that nobody fills the learner's machine with accounts or Regions. */
const MAX_ACCOUNTS = 60;
const REGION = /^[a-z]{2}(-[a-z]+){1,2}-\d$/;
const MAX_REGIONS = 40;

/** Shaped like a UUIDv4. */
function requestId(random: Random): string {
  const word = () =>
    Math.floor(random.next() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0');
  const [a, b, c, d] = [word(), word(), word(), word()];
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(5)}-${c.slice(0, 4)}${d}`;
}

function demandRoom({ accounts, iam }: SandboxState, { accountId }: Caller, region: string): void {
  if (!REGION.test(region))
    throw new AwsError(
      'InvalidSignatureException',
      403,
      `Credential should be scoped to a valid Region, not '${region}'.`,
    );
  const regions = accounts[accountId];
  const known = new Set([...Object.keys(accounts), ...Object.keys(iam)]);
  if (!known.has(accountId) && known.size >= MAX_ACCOUNTS) {
    throw limitExceeded(
      `The local sandbox keeps at most ${MAX_ACCOUNTS} accounts. Reset one of them first: POST /_sandbox/reset`,
    );
  }
  if (regions && !regions[region] && Object.keys(regions).length >= MAX_REGIONS) {
    throw limitExceeded(`The local sandbox keeps at most ${MAX_REGIONS} Regions of an account.`);
  }
}

/** Operations that carry their own proof, such as a token or a password, instead of a signature. */
const PUBLIC: Readonly<Partial<Record<ServiceName, ReadonlySet<string>>>> = {
  'cognito-idp': new Set([
    'ChangePassword',
    'ConfirmForgotPassword',
    'ConfirmSignUp',
    'DeleteUser',
    'ForgotPassword',
    'GetTokensFromRefreshToken',
    'GetUser',
    'GlobalSignOut',
    'InitiateAuth',
    'ResendConfirmationCode',
    'RespondToAuthChallenge',
    'RevokeToken',
    'SignUp',
    'UpdateUserAttributes',
  ]),
};

const AWS_HOST = /(^|\.)amazonaws\.com$/i;

/** The address that the client used; none for AWS's own names, which lead here from inside alone. */
function originOf({ request, url: { host } }: Message): string | undefined {
  if (AWS_HOST.test(host)) return undefined;
  return `${request.url.startsWith('https:') ? 'https' : 'http'}://${host}`;
}

/** Who calls without a signature: nobody's account. The operation finds out where it belongs. */
const ANONYMOUS: Caller = { accountId: '', accessKeyId: '', arn: 'anonymous', userId: '' };
const DEFAULT_REGION = 'us-east-1';

/** A request below a stage's invoke URL that the control plane answers. */
export interface ManagedStage {
  readonly apiId: string;
  readonly stage: string;
  /** Raw path below the stage: `/@connections/{id}`. */
  readonly path: string;
}

/** The control plane: AWS requests in, AWS answers out. */
export interface ControlPlane {
  /**
   * Never rejects.
   * @param managed the request manages connections of that stage: `@connections`
   */
  handle(request: Request, managed?: ManagedStage): Promise<Response>;
  /** Answers a request of somebody who is known already; never rejects. */
  answerFor(
    request: Request,
    service: ServiceName,
    caller: Caller,
    region: string,
  ): Promise<Response>;
  /** Does what an SDK client inside a function asks for; never rejects. */
  call(call: SdkCall, caller: Caller, region: string, depth: number): Promise<SdkAnswer>;
}

export function createControlPlane(deps: ControlPlaneDeps): ControlPlane {
  const storage = createStorageCap(() => deps.state(), deps.storage);

  /** @param depth how many functions called each other to get here */
  async function run(
    operation: Operation,
    place: Pick<OperationContext, 'caller' | 'region' | 'origin' | 'invoked'>,
    input: Input,
    depth = 0,
  ): Promise<unknown> {
    const implementation = findImplementation(operation.service, operation.name);
    if (!implementation) throw cannotDo(operation);
    demandSessionMay(operation, place.caller);
    const { clock, random, settleMs, crypto } = deps;
    const functions = deps.functions();
    const connections = deps.connections();
    const sandbox = deps.state();
    const { caller, region } = place;
    demandRight({ operation, input, caller, region, sandbox }, clock.now());
    storage.demandRoom(operation, caller.accountId, input);
    return implementation(
      {
        ...place,
        clock,
        random,
        settleMs,
        crypto,
        functions,
        connections,
        testInvoke: deps.testInvoke,
        testAuthorizer: deps.testAuthorizer,
        depth,
        sandbox,
      },
      input,
    );
  }

  function authenticate({ request, body }: Message, service: ServiceName, operation?: Operation) {
    const isSigned = isSignature(readSignature(request));
    if (!isSigned && operation && PUBLIC[service]?.has(operation.name))
      return { caller: ANONYMOUS, region: DEFAULT_REGION };
    const result = deps.check(deps.state(), request, body);
    if (!result.ok) throw signatureError(result.problem, modelOf(service).protocol);
    demandRoom(deps.state(), result.caller, result.signature.region);
    return { caller: result.caller, region: result.signature.region };
  }

  /** @param known who calls, where that is known without a signature */
  async function answer(
    service: ServiceName,
    message: Message,
    id: string,
    invoked: ManagedStage | undefined,
    known?: Pick<OperationContext, 'caller' | 'region'>,
  ): Promise<Response> {
    const protocol = protocolOf(service, message);
    let routed: ReturnType<typeof protocol.read>;
    try {
      routed = protocol.read(service, message);
    } catch (error) {
      // Whoever cannot prove who they are learns nothing of what there is.
      if (!known) authenticate(message, service);
      throw error;
    }
    const { operation, input } = routed;
    const place = {
      ...(known ?? authenticate(message, service, operation)),
      origin: originOf(message),
      invoked,
    };
    if (operation.isNameOnly) throw cannotDo(operation);
    return protocol.write(operation, await run(operation, place, input()), id);
  }

  async function call(
    { service, operation: name, input }: SdkCall,
    caller: Caller,
    region: string,
    depth: number,
  ): Promise<SdkAnswer> {
    try {
      const operation = isServiceName(service) ? findOperation(service, name) : undefined;
      if (!operation) throw notImplemented(`The local sandbox has no ${name} of ${service}.`);
      if (operation.isNameOnly) throw cannotDo(operation);
      demandRoom(deps.state(), caller, region);
      const sent = inputFromSdk(operation, input);
      validateInput(operation, sent);
      const output = await run(operation, { caller, region }, sent, depth);
      return { ok: true, output: outputForSdk(operation, output) };
    } catch (error) {
      const { code, message, status } = error instanceof AwsError ? error : faultOf(error);
      return { ok: false, code, message, status };
    }
  }

  async function answerFor(
    request: Request,
    service: ServiceName,
    caller: Caller,
    region: string,
  ): Promise<Response> {
    const id = requestId(deps.random);
    const message = { request, url: splitUrl(request.url), body: new Uint8Array() };
    try {
      demandRoom(deps.state(), caller, region);
      const body = await readBody(request);
      return await answer(service, { ...message, body }, id, undefined, { caller, region });
    } catch (error) {
      const refusal = error instanceof AwsError ? error : faultOf(error);
      return protocolOf(service, message).writeError(service, refusal, id);
    }
  }

  async function handle(request: Request, managed?: ManagedStage): Promise<Response> {
    const id = requestId(deps.random);
    const sent = splitUrl(request.url);
    const url = managed ? { ...sent, path: managed.path } : sent;
    const message = { request, url, body: new Uint8Array() };
    const signature = readSignature(request);
    const service = managed
      ? 'apigatewaymanagementapi'
      : serviceOf(message, isSignature(signature) ? signature.service : undefined);
    const known = isServiceName(service) ? service : undefined;
    try {
      const body = await readBody(request);
      if (!known)
        throw notImplemented(
          `The local sandbox has no service "${service}" yet. It knows ${SERVICE_NAMES.join(', ')}.`,
        );
      return await answer(known, { ...message, body }, id, managed);
    } catch (error) {
      const refusal = error instanceof AwsError ? error : faultOf(error);
      return known
        ? protocolOf(known, message).writeError(known, refusal, id)
        : writeError(refusal, id);
    }
  }

  function cannotDo({ name, service }: Operation): AwsError {
    return notImplemented(
      `The local sandbox cannot do ${name} of ${modelOf(service).serviceId} yet. On AWS it works.`,
    );
  }

  function faultOf(error: unknown): AwsError {
    deps.onFault?.(error);
    return new AwsError(
      'InternalFailure',
      500,
      'The local sandbox failed on this request and goes on. This is a bug of Gatewise, not of yours.',
    );
  }

  return { handle, answerFor, call };
}
