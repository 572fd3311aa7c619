import type { Operation, Protocol, ServiceName } from '../operations.ts';
import { modelOf, SERVICE_NAMES } from '../operations.ts';
import { parseJsonRequest, routeTarget, writeJsonError, writeJsonResponse } from './aws-json.ts';
import { AwsError } from './errors.ts';
import type { Input } from './json-values.ts';
import {
  parseForm,
  readForm,
  routeForm,
  validateForm,
  writeForm,
  writeFormError,
} from './query.ts';
import { writeFormErrorAsJson, writeFormAsJson } from './query-json.ts';
import { readSqsForm } from './sqs-form.ts';
import { parseRequest, writeError, writeResponse } from './rest-json.ts';
import { createRouter } from './router.ts';
import { parseQuery, type RawUrl } from './url.ts';
import { validateInput } from './validate.ts';

/** A request as it came in. */
export interface Message {
  readonly request: Request;
  readonly url: RawUrl;
  readonly body: Uint8Array;
}

/** One way to put operations on the wire. */
interface WireProtocol {
  /** Finds the operation, reads its input and checks it against the model; throws AwsError. */
  read(service: ServiceName, message: Message): { operation: Operation; input: () => Input };
  write(operation: Operation, output: unknown, requestId: string): Response;
  writeError(service: ServiceName, error: AwsError, requestId: string): Response;
}

const FORM = 'application/x-www-form-urlencoded';

const routers = new Map<ServiceName, ReturnType<typeof createRouter>>();
function routerOf(service: ServiceName) {
  const router = routers.get(service) ?? createRouter(service);
  routers.set(service, router);
  return router;
}

const restJson: WireProtocol = {
  read(service, { request, url, body }) {
    const routed = routerOf(service)(request.method, url.path, new Map(parseQuery(url.query)));
    if (!routed)
      throw new AwsError(
        'AccessDeniedException',
        403,
        'Unable to determine service/operation name to be authorized',
      );
    const { operation, labels } = routed;
    const input = () => {
      const parsed = parseRequest(operation, request, labels, url.query, body);
      validateInput(operation, parsed);
      return parsed;
    };
    return { operation, input };
  },
  write: writeResponse,
  writeError: (_service, error, requestId) => writeError(error, requestId),
};

const query: WireProtocol = {
  read(service, { request, url, body }) {
    const isForm = request.headers.get('content-type')?.startsWith(FORM) ?? false;
    const form = readForm(url.query, isForm ? body : new Uint8Array());
    const operation = routeForm(service, form);
    const input = () => {
      const parsed = parseForm(operation, form);
      validateForm(operation, parsed);
      return parsed;
    };
    return { operation, input };
  },
  write: writeForm,
  writeError: writeFormError,
};

const json: WireProtocol = {
  read(service, { request, body }) {
    const operation = routeTarget(service, request);
    const input = () => {
      const parsed = parseJsonRequest(operation, body);
      validateInput(operation, parsed);
      return parsed;
    };
    return { operation, input };
  },
  write: writeJsonResponse,
  writeError: writeJsonError,
};

/** SQS as it was before JSON, which form-encoded requests still get. */
const sqsQuery: WireProtocol = {
  read(service, { request, url, body }) {
    const isForm = request.headers.get('content-type')?.startsWith(FORM) ?? false;
    const form = readSqsForm(url, isForm ? body : new Uint8Array());
    const operation = routeForm(service, form);
    const input = () => {
      const parsed = parseForm(operation, form);
      validateInput(operation, parsed);
      return parsed;
    };
    return { operation, input };
  },
  write: writeForm,
  writeError: writeFormError,
};

/** Answers of the query protocol for callers that take JSON: API Gateway's integrations. */
const asJson = (protocol: WireProtocol): WireProtocol => ({
  ...protocol,
  write: writeFormAsJson,
  writeError: writeFormErrorAsJson,
});

const PROTOCOLS: Readonly<Record<Protocol, WireProtocol>> = {
  'rest-json': restJson,
  json,
  query,
  'ec2-query': query,
};

const takesJson = ({ request }: Message) =>
  request.headers.get('accept')?.includes('application/json') ?? false;

/** @returns how the service talks to whoever sent the message */
export function protocolOf(service: ServiceName, message: Message): WireProtocol {
  const isOldSqs = service === 'sqs' && !message.request.headers.has('x-amz-target');
  const protocol = isOldSqs ? sqsQuery : PROTOCOLS[modelOf(service).protocol];
  const isQuery = protocol === sqsQuery || protocol === query;
  return isQuery && modelOf(service).protocol !== 'ec2-query' && takesJson(message)
    ? asJson(protocol)
    : protocol;
}

/** Lambda's paths begin with the day of their version. */
const LAMBDA_PATH = /^\/20\d\d-\d\d-\d\d\//;

/** By the look of a request that nobody signed. */
function guess({ request, url }: Message): string {
  const prefix = request.headers.get('x-amz-target')?.split('.')[0];
  const byTarget =
    prefix === undefined
      ? undefined
      : SERVICE_NAMES.find((name) => modelOf(name).target === prefix);
  if (byTarget) return byTarget;
  if (url.path === '/') return 'sts';
  return LAMBDA_PATH.test(url.path) ? 'lambda' : 'apigateway';
}

/**
 * The service a request is meant for.
 * @param signed the service in the signature's scope; some services share one, then the path decides
 * @returns a name that may be none of `SERVICE_NAMES`
 */
export function serviceOf(message: Message, signed: string | undefined): string {
  const scope = signed ?? guess(message);
  if (scope === 'apigateway')
    return message.url.path.startsWith('/v2/') ? 'apigatewayv2' : 'apigateway';
  return SERVICE_NAMES.find((name) => modelOf(name).signingName === scope) ?? scope;
}
