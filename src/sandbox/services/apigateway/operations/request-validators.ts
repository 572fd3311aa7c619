import type {
  CreateRequestValidatorRequest,
  GetRequestValidatorRequest,
  GetRequestValidatorsRequest,
  UpdateRequestValidatorRequest,
} from '@aws-sdk/client-api-gateway';
import { badRequest, conflict } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { applyPatch, booleanOf, textOf, type PatchRule } from '../../patch.ts';
import { apiOf, freshId, own, pageOf, values } from '../access.ts';
import { demandRoom } from '../limits.ts';
import type { RequestValidator } from '../state.ts';
import { noApiForValidator, noValidator } from '../texts.ts';

export function createRequestValidator(
  context: OperationContext,
  input: Parsed<CreateRequestValidatorRequest>,
): RequestValidator {
  const record = apiOf(context, input.restApiId, noApiForValidator);
  demandRoom('Request Validators', record.requestValidators);
  const id = freshId(context, 6, record.requestValidators);
  const validator: RequestValidator = {
    id,
    name: input.name ?? id,
    validateRequestBody: input.validateRequestBody ?? false,
    validateRequestParameters: input.validateRequestParameters ?? false,
  };
  record.requestValidators[id] = validator;
  return validator;
}

function validatorOf(context: OperationContext, restApiId: string, id: string) {
  const record = apiOf(context, restApiId, noValidator);
  const validator = own(record.requestValidators, id);
  if (!validator) throw noValidator();
  return { record, validator };
}

export const getRequestValidator = (
  context: OperationContext,
  input: Parsed<GetRequestValidatorRequest>,
): RequestValidator => validatorOf(context, input.restApiId, input.requestValidatorId).validator;

export const getRequestValidators = (
  context: OperationContext,
  input: Parsed<GetRequestValidatorsRequest>,
) => pageOf(values(apiOf(context, input.restApiId).requestValidators), input);

export function deleteRequestValidator(
  context: OperationContext,
  input: Parsed<GetRequestValidatorRequest>,
): void {
  const { record, validator } = validatorOf(context, input.restApiId, input.requestValidatorId);
  for (const { path, resourceMethods = {} } of values(record.resources)) {
    const user = Object.values(resourceMethods).find(
      ({ requestValidatorId }) => requestValidatorId === validator.id,
    );
    if (user)
      throw conflict(
        `Cannot delete request validator '${validator.name}', is referenced in method request: ${path}/${user.httpMethod}`,
      );
  }
  delete record.requestValidators[validator.id];
}

const RULES: readonly PatchRule<RequestValidator>[] = [
  {
    path: '/name',
    ops: ['replace'],
    apply(validator, patch) {
      const name = textOf(patch);
      if (name === '') throw badRequest('Request Validator name cannot be blank');
      validator.name = name;
    },
  },
  {
    path: '/validateRequestParameters',
    ops: ['replace'],
    apply(validator, patch) {
      validator.validateRequestParameters = booleanOf(patch);
    },
  },
  {
    path: '/validateRequestBody',
    ops: ['replace'],
    apply(validator, patch) {
      validator.validateRequestBody = booleanOf(patch);
    },
  },
];

export function updateRequestValidator(
  context: OperationContext,
  input: Parsed<UpdateRequestValidatorRequest>,
): RequestValidator {
  const { record, validator } = validatorOf(context, input.restApiId, input.requestValidatorId);
  const patched = applyPatch(validator, input.patchOperations, RULES);
  record.requestValidators[patched.id] = patched;
  return patched;
}
