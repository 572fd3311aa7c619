import type {
  CreateModelRequest,
  GetModelRequest,
  GetModelsRequest,
  UpdateModelRequest,
} from '@aws-sdk/client-apigatewayv2';
import { badRequest, conflict } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { defined, freshId, nonEmpty, own, values } from '../../records.ts';
import { MAX_MODEL_BYTES } from '../../apigateway/limits.ts';
import { apiOf, listOf, updated } from '../access.ts';
import { demandRoom } from '../limits.ts';
import type { ApiRecord, Model } from '../state.ts';
import { noModel } from '../texts.ts';
import { autoDeploy } from './deploy.ts';

function check(record: ApiRecord, model: Model): Model {
  if (!/^[a-zA-Z0-9]+$/.test(model.Name)) throw badRequest('Model name must be alphanumeric');
  if (model.Schema.length > MAX_MODEL_BYTES)
    throw badRequest(`Model schema is too large: it can have at most ${MAX_MODEL_BYTES} bytes`);
  try {
    JSON.parse(model.Schema);
  } catch {
    throw badRequest('Model schema is not valid JSON');
  }
  if (values(record.models).some((one) => one.Name === model.Name && one.ModelId !== model.ModelId))
    throw conflict(`Model name already exists for this API: ${model.Name}`);
  return model;
}

export function createModel(context: OperationContext, input: Parsed<CreateModelRequest>): Model {
  const record = apiOf(context, input.ApiId);
  if (record.api.ProtocolType === 'HTTP')
    throw badRequest('Models are not supported for HTTP APIs');
  demandRoom('Models', record.models);
  const model: Model = check(
    record,
    defined({
      ModelId: freshId(context, 6, record.models),
      Name: input.Name,
      Description: nonEmpty(input.Description),
      ContentType: input.ContentType ?? 'application/json',
      Schema: input.Schema,
    }),
  );
  record.models[model.ModelId] = model;
  autoDeploy(context, record);
  return model;
}

function modelOf(context: OperationContext, apiId: string, modelId: string) {
  const record = apiOf(context, apiId);
  const model = own(record.models, modelId);
  if (!model) throw noModel(modelId);
  return { record, model };
}

export const getModel = (
  context: OperationContext,
  { ApiId, ModelId }: Parsed<GetModelRequest>,
): Model => modelOf(context, ApiId, ModelId).model;

export const getModels = (context: OperationContext, input: Parsed<GetModelsRequest>) =>
  listOf(values(apiOf(context, input.ApiId).models), input);

export function deleteModel(
  context: OperationContext,
  { ApiId, ModelId }: Parsed<GetModelRequest>,
): void {
  const { record, model } = modelOf(context, ApiId, ModelId);
  const user = values(record.routes).find(({ RequestModels = {} }) =>
    Object.values(RequestModels).includes(model.Name),
  );
  if (user)
    throw conflict(`Cannot delete model '${model.Name}', is referenced in route: ${user.RouteKey}`);
  delete record.models[ModelId];
  autoDeploy(context, record);
}

export function updateModel(context: OperationContext, input: Parsed<UpdateModelRequest>): Model {
  const { record, model } = modelOf(context, input.ApiId, input.ModelId);
  const changed = check(
    record,
    updated<Model>(model, {
      Name: input.Name,
      Description: input.Description,
      ContentType: input.ContentType,
      Schema: input.Schema,
    }),
  );
  record.models[model.ModelId] = changed;
  autoDeploy(context, record);
  return changed;
}
