import type { Clock, Random } from '#core';
import { findImplementation } from './services/index.ts';
import type { Caller } from './services/context.ts';
import {
  isServiceName,
  modelOf,
  SERVICE_NAMES,
  type Operation,
  type ServiceName,
} from './operations.ts';
import type { SandboxState } from './state.ts';
import { readBody } from './wire/body.ts';
import { signatureError, type CallerCheck } from './wire/caller.ts';
import { AwsError, limitExceeded, notImplemented } from './wire/errors.ts';
import {
  parseForm,
  readForm,
  routeForm,
  validateForm,
  writeForm,
  writeFormError,
} from './wire/query.ts';
import { parseRequest, writeError, writeResponse, type Input } from './wire/rest-json.ts';
import { createRouter } from './wire/router.ts';
import { isSignature, readSignature } from './wire/sigv4.ts';
import { parseQuery, splitUrl, type RawUrl } from './wire/url.ts';
import { validateInput } from './wire/validate.ts';

/** What the control plane works with. */
export interface ControlPlaneDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly check: CallerCheck;
  /** How long pending states last, in milliseconds. */
  readonly settleMs: number;
  state(): SandboxState;
  /** Hears of exceptions that are no refusals: faults of the sandbox. */
  onFault?: ((error: unknown) => void) | undefined;
}

/** So that nobody fills the learner's machine with accounts or Regions. */
const MAX_ACCOUNTS = 60;
const REGION = /^[a-z]{2}(-[a-z]+){1,2}-\d$/;
const MAX_REGIONS = 40;

const FORM = 'application/x-www-form-urlencoded';

/** The service a request is meant for, by its credential scope; unsigned ones by their look. */
function serviceOf(request: Request, { path }: RawUrl): string {
  const signature = readSignature(request);
  const signed = isSignature(signature) ? signature.service : undefined;
  if (signed === 'apigateway' || (signed === undefined && path !== '/'))
    return path.startsWith('/v2/') ? 'apigatewayv2' : 'apigateway';
  return signed ?? 'sts';
}

/** Shaped like a UUIDv4. */
function requestId(random: Random): string {
  const word = () =>
    Math.floor(random.next() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0');
  const [a, b, c, d] = [word(), word(), word(), word()];
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(5)}-${c.slice(0, 4)}${d}`;
}

const routers = new Map(
  SERVICE_NAMES.filter((name) => modelOf(name).protocol === 'rest-json').map((name) => [
    name,
    createRouter(name),
  ]),
);

function demandRoom({ accounts }: SandboxState, { accountId }: Caller, region: string): void {
  if (!REGION.test(region))
    throw new AwsError(
      'InvalidSignatureException',
      403,
      `Credential should be scoped to a valid Region, not '${region}'.`,
    );
  const regions = accounts[accountId];
  if (!regions && Object.keys(accounts).length >= MAX_ACCOUNTS) {
    throw limitExceeded(
      `The local sandbox keeps at most ${MAX_ACCOUNTS} accounts. Reset one of them first: POST /_sandbox/reset`,
    );
  }
  if (regions && !regions[region] && Object.keys(regions).length >= MAX_REGIONS) {
    throw limitExceeded(`The local sandbox keeps at most ${MAX_REGIONS} Regions of an account.`);
  }
}

/** The control plane: AWS requests in, AWS answers out. Never rejects. */
export function createControlPlane(deps: ControlPlaneDeps) {
  function run(operation: Operation, caller: Caller, region: string, input: Input): unknown {
    const implementation = findImplementation(operation.service, operation.name);
    if (!implementation) {
      throw notImplemented(
        `The local sandbox cannot do ${operation.name} of ${modelOf(operation.service).serviceId} yet. On AWS it works.`,
      );
    }
    const { clock, random, settleMs } = deps;
    return implementation(
      { caller, region, clock, random, settleMs, sandbox: deps.state() },
      input,
    );
  }

  function authenticate(request: Request, body: Uint8Array, service: ServiceName) {
    const result = deps.check(deps.state(), request, body);
    if (!result.ok) throw signatureError(result.problem, modelOf(service).protocol);
    demandRoom(deps.state(), result.caller, result.signature.region);
    return { caller: result.caller, region: result.signature.region };
  }

  function restJson(
    service: ServiceName,
    request: Request,
    url: RawUrl,
    body: Uint8Array,
    id: string,
  ): Response {
    const routed = routers.get(service)?.(request.method, url.path, new Map(parseQuery(url.query)));
    const { caller, region } = authenticate(request, body, service);
    if (!routed)
      throw new AwsError(
        'AccessDeniedException',
        403,
        'Unable to determine service/operation name to be authorized',
      );
    const input = parseRequest(routed.operation, request, routed.labels, url.query, body);
    validateInput(routed.operation, input);
    return writeResponse(routed.operation, run(routed.operation, caller, region, input), id);
  }

  function query(
    service: ServiceName,
    request: Request,
    url: RawUrl,
    body: Uint8Array,
    id: string,
  ): Response {
    const isForm = request.headers.get('content-type')?.startsWith(FORM) ?? false;
    const form = readForm(url.query, isForm ? body : new Uint8Array());
    const { caller, region } = authenticate(request, body, service);
    const operation = routeForm(service, form);
    const input = parseForm(operation, form);
    validateForm(operation, input);
    return writeForm(operation, run(operation, caller, region, input), id);
  }

  return async function handle(request: Request): Promise<Response> {
    const id = requestId(deps.random);
    const url = splitUrl(request.url);
    const service = serviceOf(request, url);
    const known = isServiceName(service) ? service : undefined;
    const isQuery = known !== undefined && modelOf(known).protocol === 'query';
    try {
      const body = await readBody(request);
      if (!known)
        throw notImplemented(
          `The local sandbox has no service "${service}" yet. It knows ${SERVICE_NAMES.join(', ')}.`,
        );
      return isQuery
        ? query(known, request, url, body, id)
        : restJson(known, request, url, body, id);
    } catch (error) {
      const refusal = error instanceof AwsError ? error : faultOf(error);
      return isQuery ? writeFormError(known, refusal, id) : writeError(refusal, id);
    }
  };

  function faultOf(error: unknown): AwsError {
    deps.onFault?.(error);
    return new AwsError(
      'InternalFailure',
      500,
      'The local sandbox failed on this request and goes on. This is a bug of Gatewise, not of yours.',
    );
  }
}
