import type {
  CreateApiMappingRequest,
  GetApiMappingRequest,
  GetApiMappingsRequest,
  UpdateApiMappingRequest,
} from '@aws-sdk/client-apigatewayv2';
import { regionState } from '../../../state.ts';
import { badRequest, conflict } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import type { BasePathMapping, DomainNameRecord } from '../../apigateway/state.ts';
import { newId } from '../../ids.ts';
import { own, values } from '../../records.ts';
import { listOf, stateOf } from '../access.ts';
import { demandRoom } from '../limits.ts';
import { noApi, noMapping } from '../texts.ts';
import { domainOf } from './domain-names.ts';

/** How v1 writes the empty key. */
const NONE = '(none)';
const toBasePath = (key: string | undefined) => (key === undefined || key === '' ? NONE : key);

/** Mappings that v1 made get their id when v2 first sees them. */
function idOf(context: OperationContext, mapping: BasePathMapping): string {
  return (mapping.apiMappingId ??= newId(context.random, 6, () => false));
}

const show = (context: OperationContext, mapping: BasePathMapping) => ({
  ApiId: mapping.restApiId,
  ApiMappingId: idOf(context, mapping),
  ApiMappingKey: mapping.basePath === NONE ? '' : mapping.basePath,
  Stage: mapping.stage,
});

/** Source: docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html */
function demandKey(key: string): void {
  if (key === '') return;
  if (!/^[a-zA-Z0-9$._+!*'()-]+(\/[a-zA-Z0-9$._+!*'()-]+)*$/.test(key) || key.length > 300) {
    throw badRequest(
      "API mapping key should not start with a '/' or have consecutive '/'s, and may contain only letters, numbers and one of $-_.+!*'()/",
    );
  }
}

function demandStage(context: OperationContext, apiId: string, stage: string): void {
  const { apigateway } = regionState(context.sandbox, context.caller.accountId, context.region);
  const stages =
    own(stateOf(context).apis, apiId)?.stages ?? own(apigateway.restApis, apiId)?.stages;
  if (!stages) throw noApi(context.caller.accountId, apiId);
  if (!Object.hasOwn(stages, stage)) throw badRequest('Invalid stage identifier specified');
}

/** A WebSocket API wants a domain name of its own (documented). */
function demandAlone(
  context: OperationContext,
  { basePathMappings }: DomainNameRecord,
  apiId: string,
): void {
  const isWebSocket = (id: string) =>
    own(stateOf(context).apis, id)?.api.ProtocolType === 'WEBSOCKET';
  const others = values(basePathMappings);
  if (others.some(({ restApiId }) => isWebSocket(restApiId) !== isWebSocket(apiId)))
    throw badRequest(
      'Only WebSocket APIs can be mapped together with WebSocket APIs on one domain name',
    );
}

export function createApiMapping(
  context: OperationContext,
  input: Parsed<CreateApiMappingRequest>,
): object {
  const record = domainOf(context, input.DomainName);
  const basePath = toBasePath(input.ApiMappingKey);
  demandKey(input.ApiMappingKey ?? '');
  demandStage(context, input.ApiId, input.Stage);
  demandAlone(context, record, input.ApiId);
  if (own(record.basePathMappings, basePath))
    throw conflict('ApiMapping key already exists for this domain name');
  demandRoom('API Mappings', record.basePathMappings);
  const mapping: BasePathMapping = { basePath, restApiId: input.ApiId, stage: input.Stage };
  record.basePathMappings[basePath] = mapping;
  return show(context, mapping);
}

function mappingOf(context: OperationContext, domainName: string, id: string) {
  const { basePathMappings } = domainOf(context, domainName);
  const mapping = values(basePathMappings).find((one) => idOf(context, one) === id);
  if (!mapping) throw noMapping();
  return { basePathMappings, mapping };
}

export const getApiMapping = (
  context: OperationContext,
  input: Parsed<GetApiMappingRequest>,
): object => show(context, mappingOf(context, input.DomainName, input.ApiMappingId).mapping);

export const getApiMappings = (context: OperationContext, input: Parsed<GetApiMappingsRequest>) =>
  listOf(
    values(domainOf(context, input.DomainName).basePathMappings).map((one) => show(context, one)),
    input,
  );

export function deleteApiMapping(
  context: OperationContext,
  input: Parsed<GetApiMappingRequest>,
): void {
  const { basePathMappings, mapping } = mappingOf(context, input.DomainName, input.ApiMappingId);
  delete basePathMappings[mapping.basePath];
}

export function updateApiMapping(
  context: OperationContext,
  input: Parsed<UpdateApiMappingRequest>,
): object {
  const { basePathMappings, mapping } = mappingOf(context, input.DomainName, input.ApiMappingId);
  const basePath =
    input.ApiMappingKey === undefined ? mapping.basePath : toBasePath(input.ApiMappingKey);
  const stage = input.Stage ?? mapping.stage;
  demandKey(input.ApiMappingKey ?? '');
  if (stage !== undefined) demandStage(context, input.ApiId, stage);
  if (basePath !== mapping.basePath && own(basePathMappings, basePath))
    throw conflict('ApiMapping key already exists for this domain name');
  const changed: BasePathMapping = {
    ...mapping,
    basePath,
    restApiId: input.ApiId,
    ...(stage !== undefined && { stage }),
  };
  delete basePathMappings[mapping.basePath];
  basePathMappings[basePath] = changed;
  return show(context, changed);
}
