import { own } from './own.ts';
import type { GatewayResponse } from '../services/apigateway/state.ts';
import type { Answer } from './context.ts';
import type { Failure } from './failures.ts';
import { toText, type ValueMap } from './mapping/vtl/index.ts';
import { mediaTypes, setHeader } from './headers.ts';
import { substitute } from './substitute.ts';
import { contextVariables, readPath, stageVariablesOf, type Progress } from './variables.ts';

const defaultTemplates = ({ member }: Failure): Readonly<Record<string, string>> => ({
  'application/json': `{"${member ?? 'message'}":$context.error.messageString}`,
});

/**
 * The one place where a refusal becomes an answer: the type's own gateway response, else
 * DEFAULT_4XX or DEFAULT_5XX, else the built-in one.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
 */
export function gatewayResponse(exchange: Progress, failure: Failure): Answer {
  const custom = customResponse(exchange, failure);
  const variables: ValueMap = {
    context: contextVariables(exchange, failure),
    stageVariables: { ...stageVariablesOf(exchange) },
  };
  const templates = hasEntries(custom?.responseTemplates)
    ? custom.responseTemplates
    : defaultTemplates(failure);
  const [contentType, template] = chooseTemplate(templates, exchange.request.headers.get('accept'));
  const headers = new Headers({
    'content-type': contentType,
    'x-amzn-errortype': failure.errorType,
  });
  addParameters(headers, custom?.responseParameters ?? {}, exchange, variables);
  return {
    status: Number(custom?.statusCode ?? failure.status),
    headers,
    body: substitute(template, variables, ''),
  };
}

const hasEntries = (record: Record<string, string> | undefined): record is Record<string, string> =>
  record !== undefined && Object.keys(record).length > 0;

function customResponse(exchange: Progress, failure: Failure): GatewayResponse | undefined {
  const responses = exchange.compiled?.snapshot.gatewayResponses ?? {};
  return (
    responses[failure.type] ?? responses[failure.status >= 500 ? 'DEFAULT_5XX' : 'DEFAULT_4XX']
  );
}

function chooseTemplate(
  templates: Readonly<Record<string, string>>,
  accept: string | null,
): readonly [string, string] {
  for (const wanted of [...mediaTypes(accept), 'application/json']) {
    const template = own(templates, wanted);
    if (template !== undefined) return [wanted, template];
  }
  return Object.entries(templates)[0] ?? ['application/json', ''];
}

const HEADER = 'gatewayresponse.header.';

function addParameters(
  headers: Headers,
  parameters: Readonly<Record<string, string>>,
  exchange: Progress,
  variables: ValueMap,
): void {
  for (const [key, source] of Object.entries(parameters)) {
    if (!key.startsWith(HEADER)) continue;
    const value = parameterValue(source, exchange, variables);
    if (value !== undefined) setHeader(headers, key.slice(HEADER.length), value);
  }
}

function parameterValue(
  source: string,
  { request, pathParameters }: Progress,
  variables: ValueMap,
): string | undefined {
  if (/^'.*'$/s.test(source)) return source.slice(1, -1);
  const [root = '', part = '', place = '', ...rest] = source.split('.');
  if (root !== 'method' || part !== 'request') {
    const value = readPath(variables, source.split('.'));
    return value === undefined || value === null ? undefined : toText(value);
  }
  const name = rest.join('.');
  if (place === 'header') return request.headers.get(name) ?? undefined;
  if (place === 'querystring') return request.query.get(name)?.at(-1);
  return place === 'path' ? pathParameters?.[name] : undefined;
}
