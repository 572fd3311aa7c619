import type {
  CreateIntegrationResponseRequest,
  GetIntegrationResponseRequest,
  GetIntegrationResponsesRequest,
  UpdateIntegrationResponseRequest,
} from '@aws-sdk/client-apigatewayv2';
import { badRequest, conflict } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { defined, freshId, own, values } from '../../records.ts';
import { listOf, merged, updated } from '../access.ts';
import { demandRoom } from '../limits.ts';
import type { Integration, IntegrationResponse } from '../state.ts';
import { noIntegrationResponse } from '../texts.ts';
import { autoDeploy } from './deploy.ts';
import { integrationOf } from './integrations.ts';

/** `$default`, or a pattern between slashes such as `/2\d\d/` (documented). */
function demandKey(integration: Integration, key: string, id?: string): void {
  if (key !== '$default' && !/^\/.+\/$/.test(key))
    throw badRequest(`Invalid integration response key specified: ${key}`);
  const other = values(integration.responses).find(
    (one) => one.IntegrationResponseKey === key && one.IntegrationResponseId !== id,
  );
  if (other)
    throw conflict(`Integration response with key ${key} already exists for this integration`);
}

export function createIntegrationResponse(
  context: OperationContext,
  input: Parsed<CreateIntegrationResponseRequest>,
): IntegrationResponse {
  const { record, integration } = integrationOf(context, input.ApiId, input.IntegrationId);
  if (record.api.ProtocolType === 'HTTP')
    throw badRequest('Integration responses are not supported for HTTP APIs');
  demandKey(integration, input.IntegrationResponseKey);
  demandRoom('Integration Responses', integration.responses);
  const response: IntegrationResponse = defined({
    IntegrationResponseId: freshId(context, 7, integration.responses),
    IntegrationResponseKey: input.IntegrationResponseKey,
    ContentHandlingStrategy: input.ContentHandlingStrategy,
    ResponseParameters: input.ResponseParameters && { ...input.ResponseParameters },
    ResponseTemplates: input.ResponseTemplates && { ...input.ResponseTemplates },
    TemplateSelectionExpression: input.TemplateSelectionExpression,
  });
  integration.responses[response.IntegrationResponseId] = response;
  autoDeploy(context, record);
  return response;
}

function responseOf(context: OperationContext, input: Parsed<GetIntegrationResponseRequest>) {
  const { record, integration } = integrationOf(context, input.ApiId, input.IntegrationId);
  const response = own(integration.responses, input.IntegrationResponseId);
  if (!response) throw noIntegrationResponse(input.IntegrationResponseId);
  return { record, integration, response };
}

export const getIntegrationResponse = (
  context: OperationContext,
  input: Parsed<GetIntegrationResponseRequest>,
): IntegrationResponse => responseOf(context, input).response;

export const getIntegrationResponses = (
  context: OperationContext,
  input: Parsed<GetIntegrationResponsesRequest>,
) =>
  listOf(
    values(integrationOf(context, input.ApiId, input.IntegrationId).integration.responses),
    input,
  );

export function deleteIntegrationResponse(
  context: OperationContext,
  input: Parsed<GetIntegrationResponseRequest>,
): void {
  const { record, integration } = responseOf(context, input);
  delete integration.responses[input.IntegrationResponseId];
  autoDeploy(context, record);
}

export function updateIntegrationResponse(
  context: OperationContext,
  input: Parsed<UpdateIntegrationResponseRequest>,
): IntegrationResponse {
  const { record, integration, response } = responseOf(context, input);
  if (input.IntegrationResponseKey !== undefined)
    demandKey(integration, input.IntegrationResponseKey, response.IntegrationResponseId);
  const changed = updated<IntegrationResponse>(response, {
    IntegrationResponseKey: input.IntegrationResponseKey,
    ContentHandlingStrategy: input.ContentHandlingStrategy,
    ResponseParameters: merged(response.ResponseParameters, input.ResponseParameters),
    ResponseTemplates: merged(response.ResponseTemplates, input.ResponseTemplates),
    TemplateSelectionExpression: input.TemplateSelectionExpression,
  });
  integration.responses[response.IntegrationResponseId] = changed;
  autoDeploy(context, record);
  return changed;
}
