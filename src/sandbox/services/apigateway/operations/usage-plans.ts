import type {
  CreateUsagePlanRequest,
  GetUsagePlanRequest,
  GetUsagePlansRequest,
  UpdateUsagePlanRequest,
} from '@aws-sdk/client-api-gateway';
import { badRequest } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { applyPatch } from '../../patch.ts';
import { defined, freshId, nonEmpty, own, pageOf, stateOf, values } from '../access.ts';
import { demandRoom } from '../limits.ts';
import type { ApiStage, QuotaSettings, ThrottleSettings, UsagePlan } from '../state.ts';
import { noPlan } from '../texts.ts';
import { planRules } from './usage-plan-patch.ts';

type Given<K extends keyof CreateUsagePlanRequest> = CreateUsagePlanRequest[K];

const throttleOf = (given: Given<'throttle'>): ThrottleSettings | undefined =>
  given && defined({ burstLimit: given.burstLimit, rateLimit: given.rateLimit });

/** Rates and bursts are numbers from 0 (0 lets nothing through). */
function checkThrottle(throttle: ThrottleSettings | undefined): void {
  if (throttle?.rateLimit !== undefined && throttle.rateLimit < 0)
    throw badRequest('Usage Plan throttle rate limit must be a positive value');
  const { burstLimit } = throttle ?? {};
  if (burstLimit !== undefined && (burstLimit < 0 || !Number.isInteger(burstLimit))) {
    throw badRequest('Usage Plan throttle burst limit must be a positive value');
  }
}

const DAYS_IN: Readonly<Record<string, number>> = { DAY: 1, WEEK: 7, MONTH: 28 };

/** The offset is a day within the period (documented); the texts are assumed. */
function checkQuota(quota: QuotaSettings | undefined): void {
  if (!quota) return;
  const days = DAYS_IN[quota.period];
  if (days === undefined)
    throw badRequest('Usage Plan quota period must be one of: [DAY, WEEK, MONTH]');
  if (!Number.isInteger(quota.limit) || quota.limit <= 0)
    throw badRequest('Usage Plan quota limit must be greater than zero');
  if (!Number.isInteger(quota.offset) || quota.offset < 0 || quota.offset >= days) {
    throw badRequest(
      `Usage Plan quota offset must be between 0 and ${days - 1} for a period of ${quota.period}`,
    );
  }
}

const quotaOf = (given: Given<'quota'>): QuotaSettings | undefined =>
  given && { limit: given.limit ?? 0, offset: given.offset ?? 0, period: given.period ?? '' };

/** A plan's stages must exist, each once (texts seen in public bug reports). */
function checkStages(context: OperationContext, stages: readonly ApiStage[]): void {
  for (const { apiId, stage } of stages) {
    if (apiId === '' || stage === '')
      throw badRequest('Invalid API Stage {api: %s, stage: %s} specified for usageplan %s');
    const record = own(stateOf(context).restApis, apiId);
    if (!record || !own(record.stages, stage))
      throw badRequest(`API Stage not found: ${apiId}:${stage}`);
    if (stages.filter((one) => one.apiId === apiId && one.stage === stage).length > 1) {
      throw badRequest(`Usage Plan already contains API Stage ${apiId}:${stage}`);
    }
  }
}

export function checkPlan(context: OperationContext, plan: UsagePlan): void {
  if (plan.name === '') throw badRequest('Usage Plan name cannot be blank');
  checkThrottle(plan.throttle);
  checkQuota(plan.quota);
  checkStages(context, plan.apiStages);
  for (const { throttle = {} } of plan.apiStages)
    for (const one of Object.values(throttle)) checkThrottle(one);
}

const stageOf = ({
  apiId = '',
  stage = '',
  throttle,
}: NonNullable<Given<'apiStages'>>[number]): ApiStage =>
  defined({
    apiId,
    stage,
    throttle:
      throttle &&
      Object.fromEntries(
        Object.entries(throttle).map(([path, one]) => [path, throttleOf(one) ?? {}]),
      ),
  });

export function createUsagePlan(
  context: OperationContext,
  input: Parsed<CreateUsagePlanRequest>,
): UsagePlan {
  const state = stateOf(context);
  demandRoom('Usage Plans', state.usagePlans);
  const id = freshId(context, 6, state.usagePlans);
  const plan: UsagePlan = defined({
    id,
    name: input.name,
    description: nonEmpty(input.description),
    apiStages: (input.apiStages ?? []).map(stageOf),
    throttle: throttleOf(input.throttle),
    quota: quotaOf(input.quota),
    tags: input.tags && { ...input.tags },
  });
  checkPlan(context, plan);
  state.usagePlans[id] = plan;
  state.usagePlanKeys[id] = [];
  return plan;
}

export function planOf(context: OperationContext, id: string): UsagePlan {
  const plan = own(stateOf(context).usagePlans, id);
  if (!plan) throw noPlan();
  return plan;
}

export const getUsagePlan = (
  context: OperationContext,
  { usagePlanId }: Parsed<GetUsagePlanRequest>,
): UsagePlan => planOf(context, usagePlanId);

export function getUsagePlans(context: OperationContext, input: GetUsagePlansRequest) {
  const state = stateOf(context);
  const { keyId } = input;
  const plans = values(state.usagePlans).filter(
    ({ id }) => keyId === undefined || (state.usagePlanKeys[id] ?? []).includes(keyId),
  );
  return pageOf(plans, input);
}

export function deleteUsagePlan(
  context: OperationContext,
  { usagePlanId }: Parsed<GetUsagePlanRequest>,
): void {
  const state = stateOf(context);
  const [first] = planOf(context, usagePlanId).apiStages;
  if (first) {
    throw badRequest(
      `Cannot delete Usage Plan ${usagePlanId} because there are API Stages associated with it, including ${first.apiId}:${first.stage}`,
    );
  }
  delete state.usagePlans[usagePlanId];
  delete state.usagePlanKeys[usagePlanId];
  delete state.usage[usagePlanId];
}

export function updateUsagePlan(
  context: OperationContext,
  input: Parsed<UpdateUsagePlanRequest>,
): UsagePlan {
  const patched = applyPatch(planOf(context, input.usagePlanId), input.patchOperations, planRules);
  checkPlan(context, patched);
  stateOf(context).usagePlans[patched.id] = patched;
  return patched;
}
