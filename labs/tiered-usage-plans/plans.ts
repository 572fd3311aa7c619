/** The plans' numbers, the stages they hold, and what the stage itself throttles. */
import {
  commandLine,
  dependsOn,
  fail,
  pass,
  planEvidence,
  planThrottles,
  settingFor,
  stageOfPlan,
  type Finding,
  type FoundPlan,
  type Throttle,
} from 'gatewise/labs';
import { FREE, FREE_QUOTA, PREMIUM, PRODUCTS, STAGE, type Tier } from './contract.ts';
import { type Snapshot, methodOf } from './readings.ts';

const rates = ({ rateLimit, burstLimit }: Throttle) =>
  `${rateLimit ?? 'unlimited'} requests per second with a burst of ${burstLimit ?? 'any size'}`;

const missingPlan = (tier: Tier) =>
  fail(
    `No usage plan is named "${tier.plan}".`,
    `Create it: aws apigateway create-usage-plan --name ${tier.plan} --throttle rateLimit=${tier.rateLimit},burstLimit=${tier.burstLimit}`,
    planEvidence(undefined),
  );

export function judgeRates(seen: Snapshot, plan: FoundPlan | undefined, tier: Tier): Finding {
  if (!plan) return missingPlan(tier);
  const throttles = planThrottles(plan, methodOf(seen));
  const evidence = planEvidence(plan, 'throttle', 'quota', 'apiStages');
  const off = throttles.find(
    ({ rateLimit, burstLimit }) => rateLimit !== tier.rateLimit || burstLimit !== tier.burstLimit,
  );
  if (throttles.length > 0 && !off)
    return pass(`Plan ${tier.plan} allows ${rates(tier)}.`, evidence);
  const isMethodLimit = off !== undefined && off !== plan.throttle;
  return fail(
    `Plan ${tier.plan} (${plan.id}) allows ${rates(off ?? {})}${isMethodLimit ? ' on GET /products alone' : ''}; the contract says ${rates(tier)}.`,
    isMethodLimit
      ? `Remove the limit that the plan sets for the method: aws apigateway update-usage-plan --usage-plan-id ${plan.id} --patch-operations op=remove,path=/apiStages/${methodOf(seen)?.apiId ?? ''}:${STAGE}/throttle`
      : `Set both: aws apigateway update-usage-plan --usage-plan-id ${plan.id} --patch-operations op=replace,path=/throttle/rateLimit,value=${tier.rateLimit} op=replace,path=/throttle/burstLimit,value=${tier.burstLimit}`,
    evidence,
  );
}

export function judgeFreeQuota(plan: FoundPlan): Finding {
  const { limit, period, offset = 0 } = plan.quota ?? {};
  const evidence = planEvidence(plan, 'throttle', 'quota');
  if (limit === FREE_QUOTA.limit && period === FREE_QUOTA.period && offset === 0) {
    return pass(`Plan Free allows ${rates(FREE)} and 10,000 requests a day.`, evidence);
  }
  const seen =
    limit === undefined
      ? 'has no quota'
      : `has a quota of ${limit} per ${period ?? 'period'}${offset === 0 ? '' : `, ${offset} less in the first one`}`;
  return fail(
    `Plan Free (${plan.id}) ${seen}; the contract says 10,000 a day.`,
    `Set it: aws apigateway update-usage-plan --usage-plan-id ${plan.id} --patch-operations op=replace,path=/quota/limit,value=10000 op=replace,path=/quota/period,value=DAY${offset === 0 ? '' : ' op=replace,path=/quota/offset,value=0'}`,
    evidence,
  );
}

export function judgeOnProd({ search, stage, free, premium }: Snapshot): Finding {
  const { api } = search;
  if (!api || !stage)
    return dependsOn('key-required', `There is no stage "${STAGE}" of a REST API "shop" yet.`);
  if (!free) return dependsOn('free-plan', 'There is no usage plan "Free" yet.');
  if (!premium) return dependsOn('premium-plan', 'There is no usage plan "Premium" yet.');
  const off = [free, premium].filter((plan) => !stageOfPlan(plan, api.id, STAGE));
  const evidence = [planEvidence(free, 'apiStages'), planEvidence(premium, 'apiStages')];
  return off.length === 0
    ? pass(`Both plans hold stage "${STAGE}" of API ${api.id}.`, ...evidence)
    : fail(
        `${off.map(({ name }) => name).join(' and ')} ${off.length === 1 ? 'does' : 'do'} not hold stage "${STAGE}" of API ${api.id}, so keys of ${off.length === 1 ? 'that plan' : 'those plans'} open nothing there.`,
        `Add it: aws apigateway update-usage-plan --usage-plan-id ${off[0]?.id ?? ''} --patch-operations op=add,path=/apiStages,value=${api.id}:${STAGE}`,
        ...evidence,
      );
}

export function judgeNoLowerLimit(seen: Snapshot): Finding {
  const { search, stage } = seen;
  const { api } = search;
  if (!api || !stage)
    return dependsOn('key-required', `There is no stage "${STAGE}" of a REST API "shop" yet.`);
  const at = methodOf(seen) ?? PRODUCTS;
  const setting = settingFor(stage.methodSettings, at);
  const { throttlingRateLimit: rate = -1, throttlingBurstLimit: size = -1 } = setting?.value ?? {};
  const evidence = {
    call: commandLine({
      service: 'apigateway',
      operation: 'GetStages',
      input: { restApiId: api.id },
    }),
    fields: {
      stageName: STAGE,
      methodSettings: setting
        ? { [setting.key]: { throttlingRateLimit: rate, throttlingBurstLimit: size } }
        : {},
    },
  };
  // A negative limit means that none is set: the account's applies.
  const isBelow = (limit: number, wanted: number) => limit >= 0 && limit < wanted;
  if (!setting || !(isBelow(rate, PREMIUM.rateLimit) || isBelow(size, PREMIUM.burstLimit))) {
    return pass(`No throttle of stage "${STAGE}" is below the Premium tier.`, evidence);
  }
  return fail(
    `Stage "${STAGE}" throttles ${setting.key} to ${rate} requests per second with a burst of ${size}, for all customers together. Premium was promised ${rates(PREMIUM)}.`,
    `Lift it: aws apigateway update-stage --rest-api-id ${api.id} --stage-name ${STAGE} --patch-operations op=replace,path=/${setting.key.replace(/^(?!\*)\/?(.*)\/(\w+)$/, (_, path: string, method: string) => `${path.startsWith('~1') ? path : `~1${path.replaceAll('/', '~1')}`}/${method}`)}/throttling/rateLimit,value=${PREMIUM.rateLimit}, and the same for burstLimit with ${PREMIUM.burstLimit}.`,
    evidence,
  );
}
