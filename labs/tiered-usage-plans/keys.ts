/** Who holds a key, in which plan, and whether the method asks for it. */
import {
  apiKeyEvidence,
  dependsOn,
  fail,
  firstObstacle,
  pass,
  planKeysEvidence,
  type Finding,
  type FoundKey,
  type FoundPlan,
} from 'gatewise/labs';
import { FREE, PREMIUM, STAGE, type Tier } from './contract.ts';
import { judgeOnProd } from './plans.ts';
import { type Snapshot, deployedProducts } from './readings.ts';

interface Membership {
  readonly key: FoundKey | undefined;
  readonly plan: FoundPlan | undefined;
  readonly members: Snapshot['freeMembers'];
  readonly other: {
    readonly plan: FoundPlan | undefined;
    readonly members: Snapshot['freeMembers'];
  };
}

function judgeKey(
  { plan: planName, key: keyName, ...tier }: Tier,
  { key, plan, members, other }: Membership,
): Finding {
  if (!plan)
    return dependsOn(
      tier.rateLimit === FREE.rateLimit ? 'free-plan' : 'premium-plan',
      `There is no usage plan "${planName}" yet.`,
    );
  const evidence = [apiKeyEvidence(key), planKeysEvidence(plan, members)];
  if (!key) {
    return fail(
      `No API key is named "${keyName}".`,
      `Create it switched on: aws apigateway create-api-key --name ${keyName} --enabled, then put it into plan ${plan.id}.`,
      ...evidence,
    );
  }
  if (!key.enabled) {
    return fail(
      `Key "${keyName}" (${key.id}) is switched off.`,
      `Switch it on: aws apigateway update-api-key --api-key ${key.id} --patch-operations op=replace,path=/enabled,value=true`,
      ...evidence,
    );
  }
  if (other.plan && other.members.some(({ id }) => id === key.id)) {
    return fail(
      `Key "${keyName}" is in plan ${other.plan.name ?? ''}.`,
      `Take it out: aws apigateway delete-usage-plan-key --usage-plan-id ${other.plan.id} --key-id ${key.id}. It belongs in plan ${planName} alone.`,
      ...evidence,
      planKeysEvidence(other.plan, other.members),
    );
  }
  return members.some(({ id }) => id === key.id)
    ? pass(`Key "${keyName}" is switched on and in plan ${planName}.`, ...evidence)
    : fail(
        `Key "${keyName}" (${key.id}) is not in plan ${planName}.`,
        `Put it there: aws apigateway create-usage-plan-key --usage-plan-id ${plan.id} --key-id ${key.id} --key-type API_KEY`,
        ...evidence,
      );
}

const freeKeyOf = (seen: Snapshot): Membership => ({
  key: seen.freeKey,
  plan: seen.free,
  members: seen.freeMembers,
  other: { plan: seen.premium, members: seen.premiumMembers },
});
const premiumKeyOf = (seen: Snapshot): Membership => ({
  key: seen.premiumKey,
  plan: seen.premium,
  members: seen.premiumMembers,
  other: { plan: seen.free, members: seen.freeMembers },
});

export function judgeKeyRequired(seen: Snapshot): Finding {
  const deployed = deployedProducts(seen);
  if (deployed.finding) return deployed.finding;
  const { api, route, evidence } = deployed;
  return route.value.apiKeyRequired
    ? pass(
        `Stage "${STAGE}" serves ${route.method} ${route.path} only with an API key.`,
        ...evidence,
      )
    : fail(
        `What stage "${STAGE}" serves lets anybody call ${route.method} ${route.path} without an API key.`,
        `Patch /apiKeyRequired of the method to true, then deploy: aws apigateway create-deployment --rest-api-id ${api.id} --stage-name ${STAGE}. The stage keeps the old snapshot until then.`,
        ...evidence,
      );
}

export const judgeFreeKey = (seen: Snapshot) => judgeKey(FREE, freeKeyOf(seen));
export const judgePremiumKey = (seen: Snapshot) => judgeKey(PREMIUM, premiumKeyOf(seen));
export const FREE_STEPS = {
  'key-required': judgeKeyRequired,
  'plans-on-prod': judgeOnProd,
  'free-key': judgeFreeKey,
};
const KEY_STEPS = { ...FREE_STEPS, 'premium-key': judgePremiumKey };

export function judgeKeysDecide(seen: Snapshot): Finding {
  const obstacle = firstObstacle(seen, KEY_STEPS);
  if (obstacle) return obstacle;
  const deployed = deployedProducts(seen);
  if (deployed.finding) return deployed.finding;
  const { authorizationType = 'NONE' } = deployed.route.value;
  return authorizationType === 'NONE'
    ? pass('Keys, plans and stage are joined.', ...deployed.evidence)
    : fail(
        `Besides the key, the deployed GET /products asks for ${authorizationType} authorization, so a customer's key alone opens nothing.`,
        "Set the method's authorization type to NONE, then deploy again.",
        ...deployed.evidence,
      );
}
