import type {
  DeleteFunctionConcurrencyRequest,
  ListTagsRequest,
  PutFunctionConcurrencyRequest,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-lambda';
import type { OperationContext, Parsed } from '../../context.ts';
import { functionOf } from '../access.ts';

export function putFunctionConcurrency(
  context: OperationContext,
  input: Parsed<PutFunctionConcurrencyRequest>,
) {
  const { record } = functionOf(context, input.FunctionName);
  record.reservedConcurrency = input.ReservedConcurrentExecutions;
  return { ReservedConcurrentExecutions: input.ReservedConcurrentExecutions };
}

export function getFunctionConcurrency(
  context: OperationContext,
  input: Parsed<DeleteFunctionConcurrencyRequest>,
) {
  const { reservedConcurrency } = functionOf(context, input.FunctionName).record;
  return reservedConcurrency === undefined
    ? {}
    : { ReservedConcurrentExecutions: reservedConcurrency };
}

export function deleteFunctionConcurrency(
  context: OperationContext,
  input: Parsed<DeleteFunctionConcurrencyRequest>,
): void {
  delete functionOf(context, input.FunctionName).record.reservedConcurrency;
}

export const listTags = (context: OperationContext, input: Parsed<ListTagsRequest>) => ({
  Tags: functionOf(context, input.Resource).record.tags,
});

export function tagResource(context: OperationContext, input: Parsed<TagResourceRequest>): void {
  Object.assign(functionOf(context, input.Resource).record.tags, input.Tags);
}

export function untagResource(
  context: OperationContext,
  input: Parsed<UntagResourceRequest>,
): void {
  const { tags } = functionOf(context, input.Resource).record;
  for (const key of input.TagKeys) delete tags[key];
}
