import { own } from '../own.ts';
import { AppError } from '#core';
import type { IntegrationResponse } from '../../services/apigateway/state.ts';
import { passed, refused, type Answer, type Routed, type Step, type Verdict } from '../context.ts';
import { failure } from '../failures.ts';
import { mediaTypes, setHeader } from '../headers.ts';
import { integrationOf, isProxy } from '../integration.ts';
import { overridesIn, renderTemplate } from '../mapping/render.ts';
import { responseSource } from '../mapping/parameters.ts';
import { matchesWhole } from '../mapping/vtl/java-regex.ts';
import { readKey } from '../mapping/vtl/index.ts';
import { answerHandling, convertPayload, isBinary, textOf } from '../media-types.ts';

/**
 * Integration response to method response: the status by selection pattern, then headers and body.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html
 */
export const mapResponse: Step = {
  name: 'map-response',
  isBackend: true,
  run(exchange) {
    const integration = integrationOf(exchange);
    const backend = exchange.backendAnswer;
    if (!integration || !backend)
      throw new AppError('step-order', 'map-response ran before integrate.');
    if (isProxy(integration)) return passThrough(exchange, backend);
    const chosen = selectResponse(
      Object.values(integration.integrationResponses ?? {}),
      exchange.selection ?? String(backend.status),
    );
    if (!chosen) {
      const reason = `No integration response matches status ${backend.status}, and none is the default (without a selectionPattern).`;
      return refused(failure('API_CONFIGURATION_ERROR'), reason, {
        integrationStatus: backend.status,
      });
    }
    // AWS's log: "Output mapping refers to an invalid method response".
    if (!own(exchange.route.method.methodResponses ?? {}, chosen.statusCode)) {
      const reason = `The integration response for status ${chosen.statusCode} has no method response of that status to go to.`;
      return refused(failure('API_CONFIGURATION_ERROR'), reason, { status: chosen.statusCode });
    }
    return mapAnswer(exchange, chosen, backend);
  },
};

const NOT_FORWARDED = [
  'connection',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'keep-alive',
];

function passThrough(exchange: Routed, backend: Answer): Verdict {
  const headers = new Headers(backend.headers);
  for (const name of NOT_FORWARDED) headers.delete(name);
  exchange.answer = { ...backend, headers };
  return passed(`A proxy integration passes the answer through, status ${backend.status}.`);
}

/** The pattern has to match the whole status or error message; the response without a pattern is the default. */
function selectResponse(
  responses: readonly IntegrationResponse[],
  selected: string,
): IntegrationResponse | undefined {
  return (
    responses.find(
      ({ selectionPattern }) =>
        selectionPattern !== undefined &&
        selectionPattern !== '' &&
        matchesWhole(selectionPattern, selected),
    ) ??
    responses.find(
      ({ selectionPattern }) => selectionPattern === undefined || selectionPattern === '',
    )
  );
}

function mapAnswer(exchange: Routed, chosen: IntegrationResponse, backend: Answer): Verdict {
  const accept = exchange.request.headers.get('accept');
  const payload = payloadOf(exchange, chosen, backend);
  if (payload === undefined) {
    return refused(
      failure('API_CONFIGURATION_ERROR'),
      'The answer was to become binary and is no base64.',
    );
  }
  const headers = mappedHeaders(exchange, chosen, backend, textOf(payload));
  const template = chooseTemplate(chosen.responseTemplates ?? {}, accept);
  let body = payload;
  if (template && typeof payload !== 'string') return refusedBinary();
  if (template) {
    const rendered = renderTemplate(exchange, template.text, textOf(payload));
    if (!rendered.ok) {
      return refused(
        failure('API_CONFIGURATION_ERROR'),
        `The response template for ${template.type} failed. ${rendered.problem}`,
      );
    }
    body = rendered.text;
  }
  if (!headers.has('content-type')) {
    headers.set(
      'content-type',
      template?.type ?? backend.headers.get('content-type') ?? 'application/json',
    );
  }
  return finish(exchange, chosen, { status: Number(chosen.statusCode), headers, body });
}

function payloadOf(exchange: Routed, chosen: IntegrationResponse, backend: Answer) {
  const { binaryMediaTypes } = exchange.compiled.snapshot;
  const isBinaryBody = isBinary(binaryMediaTypes, backend.headers.get('content-type'));
  const accept = exchange.request.headers.get('accept');
  const handling = chosen.contentHandling ?? answerHandling(binaryMediaTypes, isBinaryBody, accept);
  return convertPayload(backend.body, isBinaryBody, handling);
}

/** Templates work on text: a binary payload has to be converted first. */
function refusedBinary(): Verdict {
  return refused(
    failure('API_CONFIGURATION_ERROR'),
    'The answer is binary, and a template cannot read bytes. Set contentHandling of the integration response to CONVERT_TO_TEXT.',
  );
}

/** What templates put into `$context.responseOverride` wins. */
function finish(exchange: Routed, chosen: IntegrationResponse, mapped: Answer): Verdict {
  const { response } = exchange.overrides;
  for (const [name, value] of overridesIn(response, 'header'))
    setHeader(mapped.headers, name, value);
  const override = Number(readKey(response, 'status'));
  const status =
    Number.isInteger(override) && override >= 200 && override <= 599 ? override : mapped.status;
  exchange.answer = { ...mapped, status };
  const pattern = chosen.selectionPattern ? `pattern ${chosen.selectionPattern}` : 'the default';
  return passed(`Integration response ${chosen.statusCode} was selected (${pattern}).`, { status });
}

const HEADER = 'method.response.header.';

function mappedHeaders(
  exchange: Routed,
  chosen: IntegrationResponse,
  backend: Answer,
  body: string,
): Headers {
  const headers = new Headers();
  const read = responseSource(exchange, backend.headers, body);
  for (const [target, source] of Object.entries(chosen.responseParameters ?? {})) {
    if (!target.startsWith(HEADER)) continue;
    const value = read(source);
    if (value !== undefined) setHeader(headers, target.slice(HEADER.length), value);
  }
  return headers;
}

/** By the client's Accept header, else application/json, else the first there is. */
function chooseTemplate(
  templates: Readonly<Record<string, string | null>>,
  accept: string | null,
): { readonly type: string; readonly text: string } | undefined {
  for (const type of [...mediaTypes(accept), 'application/json', ...Object.keys(templates)]) {
    const text = own(templates, type);
    if (typeof text === 'string') return text === '' ? undefined : { type, text };
  }
  return undefined;
}
