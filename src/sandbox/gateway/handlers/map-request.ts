import { own } from '../own.ts';
import type { Integration } from '../../services/apigateway/state.ts';
import { passed, refused, type Routed, type Step, type Verdict } from '../context.ts';
import { failure } from '../failures.ts';
import { overridesIn, renderTemplate } from '../mapping/render.ts';
import { requestSource, type ReadSource } from '../mapping/parameters.ts';
import { convertPayload, isBinary, mediaType, textOf } from '../media-types.ts';
import { setHeader } from '../headers.ts';
import { integrationOf, isProxy } from '../integration.ts';
import { fillUri } from '../integration-uri.ts';

/**
 * Method request to integration request: parameters, then the body by its mapping template.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
 */
export const mapRequest: Step = {
  name: 'map-request',
  isBackend: true,
  run(exchange) {
    const integration = integrationOf(exchange);
    if (!integration) {
      return refused(failure('API_CONFIGURATION_ERROR'), 'The deployed method has no integration.');
    }
    const body = mapBody(exchange, integration);
    if ('verdict' in body) return body.verdict;
    buildRequest(exchange, integration, body.body);
    return passed(body.reason, { type: integration.type });
  },
};

interface MappedBody {
  readonly body: string | Uint8Array;
  readonly reason: string;
}

/** What the rules say about a content type without a template of its own. */
type Refusal = { readonly verdict: Verdict };

function mapBody(exchange: Routed, integration: Integration): MappedBody | Refusal {
  const { request, compiled } = exchange;
  if (isProxy(integration))
    return { body: request.body, reason: 'A proxy integration passes the request through.' };
  const contentType = request.headers.get('content-type');
  const isBinaryBody = isBinary(compiled.snapshot.binaryMediaTypes, contentType);
  const payload = convertPayload(request.body, isBinaryBody, integration.contentHandling);
  if (payload === undefined) {
    return {
      verdict: refused(
        failure('API_CONFIGURATION_ERROR'),
        'The body was to become binary and is no base64.',
      ),
    };
  }
  const type = mediaType(contentType) || 'application/json';
  const templates = integration.requestTemplates ?? {};
  const template = own(templates, type) ?? own(templates, '$default');
  if (template === undefined) return passThrough(integration, type, payload);
  if (typeof payload !== 'string') return { verdict: refusedBinary() };
  const rendered = renderTemplate(exchange, template, payload);
  if (!rendered.ok) {
    return {
      verdict: refused(
        failure('API_CONFIGURATION_ERROR'),
        `The request template for ${type} failed. ${rendered.problem}`,
      ),
    };
  }
  return { body: rendered.text, reason: `The request template for ${type} made the body.` };
}

/** Templates work on text: a binary payload has to be converted first. */
function refusedBinary(): Verdict {
  return refused(
    failure('API_CONFIGURATION_ERROR'),
    'The content type is one of the binaryMediaTypes, and a template cannot read bytes. Set contentHandling of the integration to CONVERT_TO_TEXT.',
  );
}

/** Source: docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html */
function passThrough(
  integration: Integration,
  type: string,
  body: string | Uint8Array,
): MappedBody | Refusal {
  const behavior = integration.passthroughBehavior;
  const hasTemplates = Object.keys(integration.requestTemplates ?? {}).length > 0;
  if (behavior === 'NEVER' || (behavior === 'WHEN_NO_TEMPLATES' && hasTemplates)) {
    const reason = `No request template is set for ${type}, and passthroughBehavior is ${behavior}.`;
    return {
      verdict: refused(failure('UNSUPPORTED_MEDIA_TYPE'), reason, {
        contentType: type,
        passthroughBehavior: behavior,
      }),
    };
  }
  return {
    body,
    reason: `No request template is set for ${type}: the body passes through (${behavior}).`,
  };
}

/** Headers that belong to one connection, or that the gateway makes itself. */
const OWN_HEADERS = [
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'keep-alive',
  'upgrade',
  'te',
  'expect',
];

function buildRequest(exchange: Routed, integration: Integration, body: string | Uint8Array): void {
  const { request, overrides } = exchange;
  const proxies = isProxy(integration);
  const headers = proxies ? new Headers(request.headers) : new Headers();
  for (const name of OWN_HEADERS) headers.delete(name);
  if (!proxies)
    headers.set('content-type', request.headers.get('content-type') ?? 'application/json');
  const query = new Map(proxies ? request.query : []);
  // Proxies too get into their path only what is mapped into it.
  const path = new Map<string, string>();
  const read = requestSource(exchange, textOf(request.body));
  applyMappings(integration.requestParameters ?? {}, read, { headers, query, path });
  for (const [name, value] of overridesIn(overrides.request, 'header'))
    setHeader(headers, name, value);
  for (const [name, value] of overridesIn(overrides.request, 'querystring'))
    query.set(name, [value]);
  for (const [name, value] of overridesIn(overrides.request, 'path')) path.set(name, value);
  exchange.backendRequest = {
    method:
      integration.httpMethod === undefined || integration.httpMethod === 'ANY'
        ? request.method
        : integration.httpMethod,
    uri: fillUri(integration.uri ?? '', path, exchange.stageVariables),
    headers,
    query,
    body,
  };
}

interface Places {
  readonly headers: Headers;
  readonly query: Map<string, readonly string[]>;
  readonly path: Map<string, string>;
}

function applyMappings(
  mappings: Readonly<Record<string, string>>,
  read: ReadSource,
  places: Places,
): void {
  for (const [target, source] of Object.entries(mappings)) {
    const [, place, name = ''] =
      /^integration\.request\.(header|querystring|path)\.(.+)$/.exec(target) ?? [];
    const value = place === undefined ? undefined : read(source);
    if (value === undefined) continue;
    if (place === 'header') setHeader(places.headers, name, value);
    else if (place === 'querystring') places.query.set(name, [value]);
    else places.path.set(name, value);
  }
}
