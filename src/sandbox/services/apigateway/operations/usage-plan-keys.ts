import type {
  CreateUsagePlanKeyRequest,
  GetUsagePlanKeyRequest,
  GetUsagePlanKeysRequest,
} from '@aws-sdk/client-api-gateway';
import { badRequest, conflict } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { defined, own, pageOf, stateOf } from '../access.ts';
import type { ApiKey } from '../state.ts';
import { noKey } from '../texts.ts';
import { keyOf } from './api-keys.ts';
import { planOf } from './usage-plans.ts';

const show = ({ id, value, name }: ApiKey) => defined({ id, type: 'API_KEY', value, name });

/** A key may be in several plans, but not twice for one stage (documented; text seen in public bug reports). */
function demandNoOverlap(context: OperationContext, usagePlanId: string, keyId: string): void {
  const state = stateOf(context);
  const stages = planOf(context, usagePlanId).apiStages;
  for (const [other, keys] of Object.entries(state.usagePlanKeys)) {
    if (other === usagePlanId || !keys.includes(keyId)) continue;
    const shared = state.usagePlans[other]?.apiStages.find((one) =>
      stages.some(({ apiId, stage }) => apiId === one.apiId && stage === one.stage),
    );
    if (shared) {
      throw conflict(
        `Usage Plan ${usagePlanId} cannot be added because API Key ${keyId} cannot reference multiple Usage Plans with the same API stage: ${shared.apiId}:${shared.stage}`,
      );
    }
  }
}

export function createUsagePlanKey(
  context: OperationContext,
  input: Parsed<CreateUsagePlanKeyRequest>,
) {
  const { usagePlanId, keyId, keyType } = input;
  planOf(context, usagePlanId);
  if (keyType !== 'API_KEY')
    throw badRequest(`Invalid key type specified: ${keyType}. Must be one of: [API_KEY]`);
  const key = keyOf(context, keyId);
  const keys = (stateOf(context).usagePlanKeys[usagePlanId] ??= []);
  if (keys.includes(keyId))
    throw conflict(`Usage Plan ${usagePlanId} is already associated with API Key ${keyId}`);
  demandNoOverlap(context, usagePlanId, keyId);
  keys.push(keyId);
  return show(key);
}

function planKeyOf(context: OperationContext, usagePlanId: string, keyId: string): ApiKey {
  const state = stateOf(context);
  planOf(context, usagePlanId);
  const key = own(state.apiKeys, keyId);
  if (!key || !state.usagePlanKeys[usagePlanId]?.includes(keyId)) throw noKey();
  return key;
}

export const getUsagePlanKey = (
  context: OperationContext,
  { usagePlanId, keyId }: Parsed<GetUsagePlanKeyRequest>,
) => show(planKeyOf(context, usagePlanId, keyId));

export function getUsagePlanKeys(
  context: OperationContext,
  input: Parsed<GetUsagePlanKeysRequest>,
) {
  const { usagePlanId, nameQuery = '' } = input;
  planOf(context, usagePlanId);
  const { apiKeys, usagePlanKeys } = stateOf(context);
  const keys = (usagePlanKeys[usagePlanId] ?? []).flatMap((id) => own(apiKeys, id) ?? []);
  const page = pageOf(
    keys.filter(({ name = '' }) => name.startsWith(nameQuery)),
    input,
  );
  return { ...page, items: page.items.map(show) };
}

export function deleteUsagePlanKey(
  context: OperationContext,
  { usagePlanId, keyId }: Parsed<GetUsagePlanKeyRequest>,
): void {
  const state = stateOf(context);
  planKeyOf(context, usagePlanId, keyId);
  state.usagePlanKeys[usagePlanId] = (state.usagePlanKeys[usagePlanId] ?? []).filter(
    (id) => id !== keyId,
  );
}
