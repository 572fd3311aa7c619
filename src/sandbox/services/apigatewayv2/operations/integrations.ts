import type {
  CreateIntegrationRequest,
  GetIntegrationRequest,
  GetIntegrationsRequest,
  UpdateIntegrationRequest,
} from '@aws-sdk/client-apigatewayv2';
import { badRequest, conflict } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { defined, freshId, nonEmpty, own, values } from '../../records.ts';
import { apiOf, listOf, merged, updated } from '../access.ts';
import { demandRoom } from '../limits.ts';
import { isReservedHeader, parseRequestKey, parseResponseKey } from '../parameter-keys.ts';
import { SERVICE_INTEGRATIONS } from '../service-integrations.ts';
import type { ApiRecord, Integration, Text } from '../state.ts';
import { badMapping, noIntegration } from '../texts.ts';
import { autoDeploy } from './deploy.ts';

const HTTP_TIMEOUT_MS = 30_000;
const WEBSOCKET_TIMEOUT_MS = 29_000;
const MIN_TIMEOUT_MS = 50;

/**
 * What a VPC link leads to, or a stage variable that names it. The refusal's text is AWS's, as users
 * quote it. Source: github.com/klothoplatform/klotho/pull/347
 */
const PRIVATE_TARGET =
  /^arn:aws[a-z-]*:(elasticloadbalancing:[^:]+:\d{12}:listener\/|servicediscovery:[^:]+:\d{12}:service\/)|^\$\{stageVariables\./;

const maxTimeout = ({ api }: ApiRecord) =>
  api.ProtocolType === 'HTTP' ? HTTP_TIMEOUT_MS : WEBSOCKET_TIMEOUT_MS;

function demandMappings(integration: Integration): void {
  if (integration.IntegrationSubtype !== undefined) return;
  for (const key of Object.keys(integration.RequestParameters ?? {})) {
    const parsed = parseRequestKey(key);
    if (!parsed) throw badMapping(`Invalid Request Actioned Parameter specified: ${key}`);
    demandUnreserved(parsed);
  }
  for (const [status, mappings] of Object.entries(integration.ResponseParameters ?? {})) {
    if (!/^[1-5]\d\d$/.test(status)) throw badMapping(`Invalid status code specified: ${status}`);
    for (const key of Object.keys(mappings)) {
      const parsed = parseResponseKey(key);
      if (!parsed) throw badMapping(`Invalid Response Actioned Parameter specified: ${key}`);
      demandUnreserved(parsed);
    }
  }
}

function demandUnreserved({ place, name }: { place: string; name: string }): void {
  if (place === 'header' && isReservedHeader(name))
    throw badMapping(`Operations on header ${name} are restricted`);
}

/** A first-class integration needs a role and the action's parameters, and has no URI. */
function demandService(integration: Integration): void {
  const { IntegrationSubtype: subtype = '', CredentialsArn, RequestParameters = {} } = integration;
  const required = own(SERVICE_INTEGRATIONS, subtype);
  if (!required) throw badRequest(`Invalid IntegrationSubtype specified: ${subtype}`);
  if (integration.IntegrationType !== 'AWS_PROXY')
    throw badRequest('IntegrationSubtype is supported only for AWS_PROXY integrations');
  if (integration.IntegrationUri !== undefined)
    throw badRequest('IntegrationUri cannot be set together with IntegrationSubtype');
  if (CredentialsArn === undefined)
    throw badRequest('Credentials must be specified for AWS service integrations');
  const missing = required.filter((name) => !Object.hasOwn(RequestParameters, name));
  if (missing.length > 0)
    throw badRequest(`Parameters missing for ${subtype}: ${missing.join(', ')}`);
}

function demandHttp(integration: Integration): void {
  const { IntegrationType: type, IntegrationSubtype, IntegrationUri: uri } = integration;
  if (type !== 'AWS_PROXY' && type !== 'HTTP_PROXY') {
    throw badRequest(
      'Currently, an API with a protocol type of HTTP may only be associated with proxy integrations (AWS_PROXY, HTTP_PROXY)',
    );
  }
  if (IntegrationSubtype !== undefined) {
    demandService(integration);
    return;
  }
  if (uri === undefined) throw badRequest('Integration URI must be specified');
  if (type === 'HTTP_PROXY') {
    if (integration.IntegrationMethod === undefined)
      throw badRequest('HttpMethod must be specified for HTTP_PROXY integrations');
    if (integration.ConnectionType === 'INTERNET' && !/^https?:\/\/[^\s/]+/.test(uri))
      throw badRequest(`Invalid HTTP endpoint specified for URI: ${uri}`);
    if (integration.ConnectionType === 'VPC_LINK' && !PRIVATE_TARGET.test(uri))
      throw badRequest(
        'For VpcLink VPC_LINK, integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN.',
      );
    if (integration.PayloadFormatVersion !== '1.0')
      throw badRequest('Payload format version 2.0 is supported only for AWS_PROXY integrations');
  } else if (!/^arn:aws[a-z-]*:(lambda|apigateway):/.test(uri)) {
    throw badRequest(`Invalid function ARN or invalid uri: ${uri}`);
  }
  if (integration.RequestTemplates || integration.PassthroughBehavior)
    throw badRequest('Mapping templates are not supported for HTTP APIs');
}

function demandWebSocket(integration: Integration): void {
  const { IntegrationType: type, IntegrationUri } = integration;
  if (type !== 'MOCK' && IntegrationUri === undefined)
    throw badRequest('Integration URI must be specified');
  if (integration.IntegrationSubtype !== undefined)
    throw badRequest('IntegrationSubtype is supported only for HTTP APIs');
  if (integration.PayloadFormatVersion !== '1.0')
    throw badRequest('Payload format version 2.0 is not supported for WEBSOCKET protocol type');
}

function check(record: ApiRecord, integration: Integration): Integration {
  const isHttp = record.api.ProtocolType === 'HTTP';
  const limit = maxTimeout(record);
  const { TimeoutInMillis: timeout } = integration;
  if (timeout < MIN_TIMEOUT_MS || timeout > limit || !Number.isInteger(timeout)) {
    throw badRequest(`Timeout should be between ${MIN_TIMEOUT_MS} ms and ${limit} ms`);
  }
  if (!['1.0', '2.0'].includes(integration.PayloadFormatVersion))
    throw badRequest(
      `Invalid PayloadFormatVersion specified: ${integration.PayloadFormatVersion}. Must be one of: [1.0, 2.0]`,
    );
  if (integration.ConnectionType === 'VPC_LINK') {
    if (integration.ConnectionId === undefined)
      throw badRequest('ConnectionId must be specified for VPC_LINK connection type');
    if (!integration.IntegrationType.startsWith('HTTP'))
      throw badRequest('VPC_LINK connections are supported only for HTTP integrations');
  }
  if (isHttp) {
    demandHttp(integration);
    demandMappings(integration);
  } else demandWebSocket(integration);
  return integration;
}

/** What the answer of a WebSocket integration is chosen by. */
function selectionFor(type: string): string | undefined {
  if (type === 'AWS') return '${integration.response.body.errorMessage}';
  return type === 'HTTP' || type === 'MOCK' ? '${integration.response.statuscode}' : undefined;
}

/** An integration that fits the API; not yet part of it. */
export function newIntegration(
  context: OperationContext,
  record: ApiRecord,
  input: Omit<Parsed<CreateIntegrationRequest>, 'ApiId'>,
): Integration {
  demandRoom('Integrations', record.integrations);
  const isHttp = record.api.ProtocolType === 'HTTP';
  const type = input.IntegrationType;
  const isPlain = type === 'AWS' || type === 'HTTP' || type === 'MOCK';
  if (isHttp && input.PayloadFormatVersion === undefined)
    throw badRequest('PayloadFormatVersion is a required parameter for integration');
  const isFunction = type.startsWith('AWS') && input.IntegrationSubtype === undefined;
  return check(
    record,
    defined({
      IntegrationId: freshId(context, 7, record.integrations),
      ConnectionId: nonEmpty(input.ConnectionId),
      ConnectionType: input.ConnectionType ?? 'INTERNET',
      ContentHandlingStrategy: input.ContentHandlingStrategy,
      CredentialsArn: nonEmpty(input.CredentialsArn),
      Description: nonEmpty(input.Description),
      IntegrationMethod: nonEmpty(input.IntegrationMethod) ?? (isFunction ? 'POST' : undefined),
      IntegrationResponseSelectionExpression: isHttp ? undefined : selectionFor(type),
      IntegrationSubtype: nonEmpty(input.IntegrationSubtype),
      IntegrationType: type,
      IntegrationUri: nonEmpty(input.IntegrationUri),
      PassthroughBehavior:
        input.PassthroughBehavior ?? (!isHttp && isPlain ? 'WHEN_NO_MATCH' : undefined),
      PayloadFormatVersion: input.PayloadFormatVersion ?? '1.0',
      RequestParameters: merged(undefined, input.RequestParameters),
      RequestTemplates: input.RequestTemplates && { ...input.RequestTemplates },
      ResponseParameters: mergedResponses(undefined, input.ResponseParameters),
      TemplateSelectionExpression: input.TemplateSelectionExpression,
      TimeoutInMillis: input.TimeoutInMillis ?? maxTimeout(record),
      TlsConfig: input.TlsConfig && defined({ ...input.TlsConfig }),
      responses: {},
    }),
  );
}

/** A status with an empty map is taken out (documented). */
function mergedResponses(
  known: Readonly<Record<string, Text>> | undefined,
  given: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined,
): Record<string, Text> | undefined {
  if (given === undefined) return known && { ...known };
  const all = Object.entries(given).map(
    ([status, mappings]) =>
      [
        status,
        Object.keys(mappings).length === 0 ? {} : (merged(known?.[status], mappings) ?? {}),
      ] as const,
  );
  const result = { ...known, ...Object.fromEntries(all) };
  return Object.fromEntries(
    Object.entries(result).filter(([, mappings]) => Object.keys(mappings).length > 0),
  );
}

export function createIntegration(
  context: OperationContext,
  input: Parsed<CreateIntegrationRequest>,
): Integration {
  const record = apiOf(context, input.ApiId);
  const integration = newIntegration(context, record, input);
  record.integrations[integration.IntegrationId] = integration;
  autoDeploy(context, record);
  return integration;
}

export function integrationOf(context: OperationContext, apiId: string, integrationId: string) {
  const record = apiOf(context, apiId);
  const integration = own(record.integrations, integrationId);
  if (!integration) throw noIntegration(integrationId);
  return { record, integration };
}

export const getIntegration = (
  context: OperationContext,
  { ApiId, IntegrationId }: Parsed<GetIntegrationRequest>,
): Integration => integrationOf(context, ApiId, IntegrationId).integration;

export const getIntegrations = (context: OperationContext, input: Parsed<GetIntegrationsRequest>) =>
  listOf(values(apiOf(context, input.ApiId).integrations), input);

export function deleteIntegration(
  context: OperationContext,
  { ApiId, IntegrationId }: Parsed<GetIntegrationRequest>,
): void {
  const { record, integration } = integrationOf(context, ApiId, IntegrationId);
  const users = values(record.routes)
    .filter(({ Target }) => Target === `integrations/${IntegrationId}`)
    .map(({ RouteId }) => RouteId);
  if (users.length > 0) {
    throw conflict(
      `Cannot delete Integration because it is referenced by the following Routes with Ids: [${users.join(', ')}]`,
    );
  }
  if (integration.ApiGatewayManaged)
    throw badRequest('An integration that API Gateway manages cannot be deleted');
  delete record.integrations[IntegrationId];
  autoDeploy(context, record);
}

export function updateIntegration(
  context: OperationContext,
  input: Parsed<UpdateIntegrationRequest>,
): Integration {
  const { record, integration } = integrationOf(context, input.ApiId, input.IntegrationId);
  const changed = check(
    record,
    updated<Integration>(integration, {
      ConnectionId: input.ConnectionId,
      ConnectionType: input.ConnectionType,
      ContentHandlingStrategy: input.ContentHandlingStrategy,
      CredentialsArn: input.CredentialsArn,
      Description: input.Description,
      IntegrationMethod: input.IntegrationMethod,
      IntegrationSubtype: input.IntegrationSubtype,
      IntegrationType: input.IntegrationType,
      IntegrationUri: input.IntegrationUri,
      PassthroughBehavior: input.PassthroughBehavior,
      PayloadFormatVersion: input.PayloadFormatVersion,
      RequestParameters: merged(integration.RequestParameters, input.RequestParameters),
      RequestTemplates: merged(integration.RequestTemplates, input.RequestTemplates),
      ResponseParameters: mergedResponses(integration.ResponseParameters, input.ResponseParameters),
      TemplateSelectionExpression: input.TemplateSelectionExpression,
      TimeoutInMillis: input.TimeoutInMillis,
      TlsConfig: input.TlsConfig && defined({ ...input.TlsConfig }),
    }),
  );
  record.integrations[integration.IntegrationId] = changed;
  autoDeploy(context, record);
  return changed;
}
