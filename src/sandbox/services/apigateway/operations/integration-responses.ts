import type {
  GetIntegrationResponseRequest,
  PutIntegrationResponseRequest,
  UpdateIntegrationResponseRequest,
} from '@aws-sdk/client-api-gateway';
import { badRequest } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { applyPatch, textOf, type PatchRule } from '../../patch.ts';
import { defined, own, withoutKey } from '../access.ts';
import { MAX_TEMPLATE_BYTES } from '../limits.ts';
import type { IntegrationResponse, Method } from '../state.ts';
import { badMapping, noStatusCode } from '../texts.ts';
import { integrationOf } from './integrations.ts';

/** Headers an integration response sets must be declared on the method response of its status. */
function check(method: Method, response: IntegrationResponse): void {
  const mapped = Object.keys(response.responseParameters ?? {});
  const declared = own(method.methodResponses ?? {}, response.statusCode);
  if (mapped.length > 0 && !declared) throw badMapping('No method response exists for method.');
  for (const target of mapped) {
    if (!Object.hasOwn(declared?.responseParameters ?? {}, target)) {
      throw badMapping(`Invalid mapping expression parameter specified: ${target}`);
    }
  }
  if (response.selectionPattern !== undefined) checkPattern(response.selectionPattern);
  for (const template of Object.values(response.responseTemplates ?? {})) {
    if (template && template.length > MAX_TEMPLATE_BYTES)
      throw badRequest('Mapping template is too large: at most 300 KB are allowed');
  }
}

function checkPattern(pattern: string): void {
  try {
    new RegExp(pattern);
  } catch {
    throw badRequest(`Invalid selection pattern specified: ${pattern}`);
  }
}

export function putIntegrationResponse(
  context: OperationContext,
  input: Parsed<PutIntegrationResponseRequest>,
): IntegrationResponse {
  const { method, integration } = integrationOf(context, input);
  const response: IntegrationResponse = defined({
    statusCode: input.statusCode,
    selectionPattern: input.selectionPattern,
    responseParameters: input.responseParameters && { ...input.responseParameters },
    responseTemplates: input.responseTemplates && { ...input.responseTemplates },
    contentHandling: input.contentHandling,
  });
  check(method, response);
  integration.integrationResponses = {
    ...integration.integrationResponses,
    [input.statusCode]: response,
  };
  return response;
}

function responseOf(context: OperationContext, input: Parsed<GetIntegrationResponseRequest>) {
  const found = integrationOf(context, input);
  const response = own(found.integration.integrationResponses ?? {}, input.statusCode);
  if (!response) throw noStatusCode();
  return { ...found, response };
}

export const getIntegrationResponse = (
  context: OperationContext,
  input: Parsed<GetIntegrationResponseRequest>,
): IntegrationResponse => responseOf(context, input).response;

export function deleteIntegrationResponse(
  context: OperationContext,
  input: Parsed<GetIntegrationResponseRequest>,
): void {
  delete responseOf(context, input).integration.integrationResponses?.[input.statusCode];
}

const mapKey = (
  key: 'responseParameters' | 'responseTemplates',
): PatchRule<IntegrationResponse> => ({
  path: `/${key}/{name}`,
  ops: ['add', 'remove', 'replace'],
  apply(response, patch) {
    const [name = ''] = patch.names;
    const others = withoutKey(response[key], name);
    Object.assign(response, {
      [key]: patch.op === 'remove' ? others : { ...others, [name]: textOf(patch) },
    });
  },
});

const textKey = (key: 'selectionPattern' | 'contentHandling'): PatchRule<IntegrationResponse> => ({
  path: `/${key}`,
  ops: ['replace', 'remove', 'add'],
  apply(response, patch) {
    if (patch.op === 'remove') delete response[key];
    else response[key] = textOf(patch);
  },
});

const RULES = [
  textKey('selectionPattern'),
  textKey('contentHandling'),
  mapKey('responseParameters'),
  mapKey('responseTemplates'),
];

export function updateIntegrationResponse(
  context: OperationContext,
  input: Parsed<UpdateIntegrationResponseRequest>,
): IntegrationResponse {
  const { method, integration, response } = responseOf(context, input);
  const patched = applyPatch(response, input.patchOperations, RULES);
  check(method, patched);
  integration.integrationResponses = {
    ...integration.integrationResponses,
    [input.statusCode]: patched,
  };
  return patched;
}
