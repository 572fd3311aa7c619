import type {
  CreateModelRequest,
  GetModelRequest,
  GetModelsRequest,
  UpdateModelRequest,
} from '@aws-sdk/client-api-gateway';
import { badRequest, conflict } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { applyPatch, textOf, textRule, type PatchRule } from '../../patch.ts';
import { apiOf, defined, freshId, nonEmpty, own, pageOf, values } from '../access.ts';
import { demandRoom, MAX_MODEL_BYTES } from '../limits.ts';
import type { Model, RestApiRecord } from '../state.ts';
import { noModel } from '../texts.ts';

/** A schema must be JSON with something in it (texts recorded; the one for broken JSON is assumed). */
function checkSchema(schema: string | undefined): string {
  if (schema === undefined || schema === '')
    throw badRequest('Model schema must have at least 1 property or array items defined');
  if (schema.length > MAX_MODEL_BYTES)
    throw badRequest('Model schema is too large: at most 400 KB are allowed');
  try {
    const parsed: unknown = JSON.parse(schema);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return schema;
  } catch {
    // Falls through: both are refused the same way.
  }
  throw badRequest(
    'Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified]',
  );
}

export function createModel(context: OperationContext, input: Parsed<CreateModelRequest>): Model {
  const record = apiOf(context, input.restApiId);
  const { name } = input;
  if (name === '') throw badRequest('Model name must be non-empty');
  if (!/^[a-zA-Z0-9]+$/.test(name)) throw badRequest('Model name must be alphanumeric: ' + name);
  if (own(record.models, name)) throw conflict('Model name already exists for this REST API');
  demandRoom('Models', record.models);
  const isJson = /\bjson\b/.test(input.contentType);
  const model: Model = defined({
    id: freshId(context, 6),
    name,
    description: nonEmpty(input.description),
    schema: isJson || !input.schema ? checkSchema(input.schema) : input.schema,
    contentType: input.contentType,
  });
  record.models[name] = model;
  return model;
}

/** A missing API reads as a missing model (recorded). */
function modelOf(context: OperationContext, restApiId: string, name: string) {
  const record = apiOf(context, restApiId, () => noModel(name));
  const model = own(record.models, name);
  if (!model) throw noModel(name);
  return { record, model };
}

export const getModel = (
  context: OperationContext,
  { restApiId, modelName }: Parsed<GetModelRequest>,
): Model => modelOf(context, restApiId, modelName).model;

export const getModels = (context: OperationContext, input: Parsed<GetModelsRequest>) =>
  pageOf(values(apiOf(context, input.restApiId).models), input);

/** Where a method uses the model: `//ANY` for the root's (recorded). */
function userOf(record: RestApiRecord, name: string): string | undefined {
  for (const { path, resourceMethods = {} } of values(record.resources)) {
    for (const method of Object.values(resourceMethods)) {
      if (Object.values(method.requestModels ?? {}).includes(name))
        return `method request: ${path}/${method.httpMethod}`;
      const isAnswer = Object.values(method.methodResponses ?? {}).some(({ responseModels = {} }) =>
        Object.values(responseModels).includes(name),
      );
      if (isAnswer) return `method response: ${path}/${method.httpMethod}`;
    }
  }
  return undefined;
}

export function deleteModel(
  context: OperationContext,
  { restApiId, modelName }: Parsed<GetModelRequest>,
): void {
  const { record } = modelOf(context, restApiId, modelName);
  const user = userOf(record, modelName);
  if (user) throw conflict(`Cannot delete model '${modelName}', is referenced in ${user}`);
  delete record.models[modelName];
}

const RULES: readonly PatchRule<Model>[] = [
  textRule('description', ['replace', 'remove']),
  {
    path: '/schema',
    ops: ['replace'],
    apply(model, patch) {
      model.schema = checkSchema(textOf(patch));
    },
  },
];

export function updateModel(context: OperationContext, input: Parsed<UpdateModelRequest>): Model {
  const { record, model } = modelOf(context, input.restApiId, input.modelName);
  const patched = applyPatch(model, input.patchOperations, RULES);
  record.models[patched.name] = patched;
  return patched;
}
