import type {
  GetMethodResponseRequest,
  PutMethodResponseRequest,
  UpdateMethodResponseRequest,
} from '@aws-sdk/client-api-gateway';
import { badRequest, conflict } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { applyPatch, booleanOf, textOf, type PatchRule } from '../../patch.ts';
import { defined, methodOf, own, withoutKey } from '../access.ts';
import type { MethodResponse, RestApiRecord } from '../state.ts';
import { badMapping, noStatusCode } from '../texts.ts';

function check(record: RestApiRecord, response: MethodResponse): void {
  for (const parameter of Object.keys(response.responseParameters ?? {})) {
    if (!/^method\.response\.(header|multivalueheader)\..+$/.test(parameter)) {
      throw badMapping(`Invalid mapping expression parameter specified: ${parameter}`);
    }
  }
  for (const model of Object.values(response.responseModels ?? {})) {
    if (!own(record.models, model))
      throw badRequest(`Invalid model identifier specified: ${model}`);
  }
}

export function putMethodResponse(
  context: OperationContext,
  input: Parsed<PutMethodResponseRequest>,
): MethodResponse {
  const { record, method } = methodOf(context, input);
  const { statusCode } = input;
  if (own(method.methodResponses ?? {}, statusCode))
    throw conflict('Response already exists for this resource');
  const response: MethodResponse = defined({
    statusCode,
    responseParameters: input.responseParameters && { ...input.responseParameters },
    responseModels: input.responseModels && { ...input.responseModels },
  });
  check(record, response);
  method.methodResponses = { ...method.methodResponses, [statusCode]: response };
  return response;
}

function responseOf(context: OperationContext, input: Parsed<GetMethodResponseRequest>) {
  const found = methodOf(context, input);
  const response = own(found.method.methodResponses ?? {}, input.statusCode);
  if (!response) throw noStatusCode();
  return { ...found, response };
}

export const getMethodResponse = (
  context: OperationContext,
  input: Parsed<GetMethodResponseRequest>,
): MethodResponse => responseOf(context, input).response;

export function deleteMethodResponse(
  context: OperationContext,
  input: Parsed<GetMethodResponseRequest>,
): void {
  delete responseOf(context, input).method.methodResponses?.[input.statusCode];
}

const RULES: readonly PatchRule<MethodResponse>[] = [
  {
    path: '/responseParameters/{name}',
    ops: ['add', 'remove', 'replace'],
    apply(response, patch) {
      const [name = ''] = patch.names;
      const others = withoutKey(response.responseParameters, name);
      response.responseParameters =
        patch.op === 'remove'
          ? others
          : { ...others, [name]: patch.value === undefined ? false : booleanOf(patch) };
    },
  },
  {
    path: '/responseModels/{type}',
    ops: ['add', 'remove', 'replace'],
    apply(response, patch) {
      const [type = ''] = patch.names;
      const others = withoutKey(response.responseModels, type);
      response.responseModels =
        patch.op === 'remove' ? others : { ...others, [type]: textOf(patch) };
    },
  },
];

export function updateMethodResponse(
  context: OperationContext,
  input: Parsed<UpdateMethodResponseRequest>,
): MethodResponse {
  const { record, method, response } = responseOf(context, input);
  const patched = applyPatch(response, input.patchOperations, RULES);
  check(record, patched);
  method.methodResponses = { ...method.methodResponses, [input.statusCode]: patched };
  return patched;
}
