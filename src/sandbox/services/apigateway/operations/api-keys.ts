import type {
  CreateApiKeyRequest,
  DeleteApiKeyRequest,
  GetApiKeyRequest,
  GetApiKeysRequest,
  UpdateApiKeyRequest,
} from '@aws-sdk/client-api-gateway';
import { badRequest, conflict } from '../../../wire/errors.ts';
import { epochSeconds, type OperationContext, type Parsed } from '../../context.ts';
import { newKeyValue } from '../../ids.ts';
import { applyPatch, booleanOf, textOf, type Patch, type PatchRule } from '../../patch.ts';
import { apiOf, defined, freshId, nonEmpty, own, pageOf, stateOf, values } from '../access.ts';
import { demandRoom } from '../limits.ts';
import type { ApiKey } from '../state.ts';
import { noKey, noStage } from '../texts.ts';

const MAX_NAME = 1024;
const MAX_DESCRIPTION = 125_000;

/** Texts recorded. */
function check({
  name,
  description,
}: {
  name?: string | undefined;
  description?: string | undefined;
}): void {
  if (name !== undefined && name.length > MAX_NAME)
    throw badRequest('Invalid API Key name, can be at most 1024 characters.');
  if (description !== undefined && description.length > MAX_DESCRIPTION)
    throw badRequest('Invalid API Key description specified.');
}

function checkValue(context: OperationContext, value: string): void {
  if (value.length < 20) throw badRequest('API Key value should be at least 20 characters');
  if (value.length > 128) throw badRequest('API Key value exceeds maximum size of 128 characters');
  if (values(stateOf(context).apiKeys).some((key) => key.value === value))
    throw conflict('API Key already exists');
}

/** The stages a key named itself, from before usage plans. */
function stageKeys(context: OperationContext, given: CreateApiKeyRequest['stageKeys']): string[] {
  return (given ?? []).map(({ restApiId = '', stageName = '' }) => {
    if (!own(apiOf(context, restApiId).stages, stageName)) throw noStage();
    return `${restApiId}/${stageName}`;
  });
}

export function createApiKey(context: OperationContext, input: CreateApiKeyRequest): ApiKey {
  const { apiKeys } = stateOf(context);
  check(input);
  demandRoom('API Keys', apiKeys);
  const value = nonEmpty(input.value) ?? newKeyValue(context.random);
  checkValue(context, value);
  const now = epochSeconds(context);
  const id = freshId(context, 10, apiKeys);
  const key: ApiKey = defined({
    id,
    value,
    name: nonEmpty(input.name),
    customerId: nonEmpty(input.customerId),
    description: nonEmpty(input.description),
    enabled: input.enabled ?? false,
    createdDate: now,
    lastUpdatedDate: now,
    stageKeys: stageKeys(context, input.stageKeys),
    tags: input.tags && { ...input.tags },
  });
  apiKeys[id] = key;
  return key;
}

export function keyOf(context: OperationContext, id: string): ApiKey {
  const key = own(stateOf(context).apiKeys, id);
  if (!key) throw noKey();
  return key;
}

/** The value is shown only where asked for. */
const show = ({ value, ...rest }: ApiKey, withValue: boolean | undefined) =>
  withValue ? { ...rest, value } : rest;

export const getApiKey = (
  context: OperationContext,
  { apiKey, includeValue }: Parsed<GetApiKeyRequest>,
) => show(keyOf(context, apiKey), includeValue);

/** Newest first; `nameQuery` matches the beginning of the name, case and all (recorded). */
export function getApiKeys(context: OperationContext, input: GetApiKeysRequest) {
  const { nameQuery = '', customerId } = input;
  const found = values(stateOf(context).apiKeys)
    .filter((key) => (key.name ?? '').startsWith(nameQuery))
    .filter((key) => customerId === undefined || key.customerId === customerId)
    .reverse();
  const page = pageOf(found, input);
  return { ...page, items: page.items.map((key) => show(key, input.includeValues)) };
}

export function deleteApiKey(
  context: OperationContext,
  { apiKey }: Parsed<DeleteApiKeyRequest>,
): void {
  const state = stateOf(context);
  keyOf(context, apiKey);
  delete state.apiKeys[apiKey];
  for (const [plan, keys] of Object.entries(state.usagePlanKeys))
    state.usagePlanKeys[plan] = keys.filter((id) => id !== apiKey);
}

const setText = (key: 'name' | 'description' | 'customerId') => (target: ApiKey, patch: Patch) => {
  if (patch.op === 'remove') delete target[key];
  else target[key] = textOf(patch);
};

const RULES: readonly PatchRule<ApiKey>[] = [
  { path: '/name', ops: ['replace'], apply: setText('name') },
  { path: '/description', ops: ['replace', 'remove'], apply: setText('description') },
  { path: '/customerId', ops: ['replace', 'remove'], apply: setText('customerId') },
  {
    path: '/enabled',
    ops: ['replace'],
    apply(key, patch) {
      key.enabled = booleanOf(patch);
    },
  },
  {
    path: '/stages',
    ops: ['add', 'remove'],
    apply(key, patch) {
      const stage = textOf(patch);
      const others = key.stageKeys.filter((one) => one !== stage);
      key.stageKeys = patch.op === 'add' ? [...others, stage] : others;
    },
  },
];

export function updateApiKey(context: OperationContext, input: Parsed<UpdateApiKeyRequest>) {
  const patched = applyPatch(keyOf(context, input.apiKey), input.patchOperations, RULES);
  check(patched);
  patched.lastUpdatedDate = epochSeconds(context);
  stateOf(context).apiKeys[patched.id] = patched;
  return show(patched, false);
}
