import type {
  GetGatewayResponseRequest,
  GetGatewayResponsesRequest,
  PutGatewayResponseRequest,
  UpdateGatewayResponseRequest,
} from '@aws-sdk/client-api-gateway';
import { badRequest, notFound } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { applyPatch, textOf, type PatchRule } from '../../patch.ts';
import { apiOf, defined, own, withoutKey } from '../access.ts';
import type { GatewayResponse, RestApiRecord } from '../state.ts';

/** Status by type; the two DEFAULT types have none (recorded). */
export const GATEWAY_RESPONSE_STATUS: Readonly<Record<string, string | undefined>> = {
  ACCESS_DENIED: '403',
  API_CONFIGURATION_ERROR: '500',
  AUTHORIZER_CONFIGURATION_ERROR: '500',
  AUTHORIZER_FAILURE: '500',
  BAD_REQUEST_BODY: '400',
  BAD_REQUEST_PARAMETERS: '400',
  DEFAULT_4XX: undefined,
  DEFAULT_5XX: undefined,
  EXPIRED_TOKEN: '403',
  INTEGRATION_FAILURE: '504',
  INTEGRATION_TIMEOUT: '504',
  INVALID_API_KEY: '403',
  INVALID_SIGNATURE: '403',
  MISSING_AUTHENTICATION_TOKEN: '403',
  QUOTA_EXCEEDED: '429',
  REQUEST_TOO_LARGE: '413',
  RESOURCE_NOT_FOUND: '404',
  THROTTLED: '429',
  UNAUTHORIZED: '401',
  UNSUPPORTED_MEDIA_TYPE: '415',
  WAF_FILTERED: '403',
};

const DEFAULT_TEMPLATES = { 'application/json': '{"message":$context.error.messageString}' };

const isServerSide = (type: string) => /^5/.test(GATEWAY_RESPONSE_STATUS[type] ?? '');

/**
 * The response as it counts: the type's own, else what DEFAULT_4XX or DEFAULT_5XX was made to be
 * (which then gives its status too), else AWS's default (recorded).
 */
function effective(record: RestApiRecord, type: string): GatewayResponse {
  const custom = own(record.gatewayResponses, type);
  if (custom) return custom;
  const general = own(record.gatewayResponses, isServerSide(type) ? 'DEFAULT_5XX' : 'DEFAULT_4XX');
  const isGeneral = type.startsWith('DEFAULT_');
  const status = (isGeneral ? undefined : general?.statusCode) ?? GATEWAY_RESPONSE_STATUS[type];
  return defined({
    responseType: type,
    statusCode: status,
    responseParameters: isGeneral ? {} : (general?.responseParameters ?? {}),
    responseTemplates: isGeneral
      ? DEFAULT_TEMPLATES
      : (general?.responseTemplates ?? DEFAULT_TEMPLATES),
    defaultResponse: true,
  });
}

export function putGatewayResponse(
  context: OperationContext,
  input: Parsed<PutGatewayResponseRequest>,
): GatewayResponse {
  const record = apiOf(context, input.restApiId);
  const response: GatewayResponse = defined({
    responseType: input.responseType,
    statusCode: input.statusCode ?? GATEWAY_RESPONSE_STATUS[input.responseType],
    responseParameters: { ...input.responseParameters },
    responseTemplates: input.responseTemplates
      ? { ...input.responseTemplates }
      : { ...DEFAULT_TEMPLATES },
    defaultResponse: false,
  });
  record.gatewayResponses[input.responseType] = response;
  return response;
}

export const getGatewayResponse = (
  context: OperationContext,
  { restApiId, responseType }: Parsed<GetGatewayResponseRequest>,
): GatewayResponse => effective(apiOf(context, restApiId), responseType);

export function getGatewayResponses(
  context: OperationContext,
  { restApiId }: Parsed<GetGatewayResponsesRequest>,
) {
  const record = apiOf(context, restApiId);
  return { items: Object.keys(GATEWAY_RESPONSE_STATUS).map((type) => effective(record, type)) };
}

export function deleteGatewayResponse(
  context: OperationContext,
  { restApiId, responseType }: Parsed<GetGatewayResponseRequest>,
): void {
  const record = apiOf(context, restApiId);
  if (!own(record.gatewayResponses, responseType))
    throw notFound('Gateway response type not defined on api');
  delete record.gatewayResponses[responseType];
}

const mapKey = (key: 'responseParameters' | 'responseTemplates'): PatchRule<GatewayResponse> => ({
  path: `/${key}/{name}`,
  ops: ['add', 'remove', 'replace'],
  apply(response, patch) {
    const [name = ''] = patch.names;
    const others = withoutKey(response[key], name);
    response[key] = patch.op === 'remove' ? others : { ...others, [name]: textOf(patch) };
  },
});

const RULES: readonly PatchRule<GatewayResponse>[] = [
  {
    path: '/statusCode',
    ops: ['replace'],
    apply(response, patch) {
      const status = textOf(patch);
      if (!/^[1-5]\d\d$/.test(status)) throw badRequest(`Invalid status code specified: ${status}`);
      response.statusCode = status;
    },
  },
  mapKey('responseParameters'),
  mapKey('responseTemplates'),
];

export function updateGatewayResponse(
  context: OperationContext,
  input: Parsed<UpdateGatewayResponseRequest>,
): GatewayResponse {
  const record = apiOf(context, input.restApiId);
  const patched = applyPatch(effective(record, input.responseType), input.patchOperations, RULES);
  record.gatewayResponses[input.responseType] = { ...patched, defaultResponse: false };
  return { ...patched, defaultResponse: false };
}
