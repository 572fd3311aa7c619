import type { ApiKey, UsagePlan, UsagePlanKey } from '@aws-sdk/client-api-gateway';
import { commandLine } from './aws-reader.ts';
import type { GatherTools } from './define.ts';
import { ambiguous } from './look-fault.ts';
import { settingFor, type Throttle } from './rest-api.ts';
import type { Evidence } from './verdict.ts';

/** A usage plan that has an id. */
export interface FoundPlan extends UsagePlan {
  readonly id: string;
}

/** An API key that has an id; its value is never read. */
export interface FoundKey extends ApiKey {
  readonly id: string;
}

const oneNamed = <T extends { id?: string | undefined; name?: string | undefined }>(
  items: readonly T[],
  what: string,
  name: string,
) => {
  const matches = items.filter(
    (item): item is T & { id: string } => item.id !== undefined && item.name === name,
  );
  if (matches.length > 1) {
    throw ambiguous(
      what,
      name,
      matches.map(({ id }) => id),
      'Delete or rename all but the one that counts, then verify again.',
    );
  }
  return matches[0];
};

/** @throws LookFault `ambiguous` when several plans bear the name */
export const findUsagePlan = async (
  { aws }: GatherTools,
  name: string,
): Promise<FoundPlan | undefined> =>
  oneNamed((await aws.apigateway.getUsagePlans()).items ?? [], 'usage plans', name);

/** @throws LookFault `ambiguous` when several keys bear the name */
export const findApiKey = async (
  { aws }: GatherTools,
  name: string,
): Promise<FoundKey | undefined> =>
  oneNamed((await aws.apigateway.getApiKeys()).items ?? [], 'API keys', name);

/** @returns the plan's keys; none when there is no plan */
export const keysOfPlan = async (
  { aws }: GatherTools,
  plan: FoundPlan | undefined,
): Promise<readonly UsagePlanKey[]> =>
  plan ? ((await aws.apigateway.getUsagePlanKeys({ usagePlanId: plan.id })).items ?? []) : [];

/** @returns the plan's entry for a stage of an API */
export const stageOfPlan = (plan: UsagePlan, apiId: string, stage: string) =>
  plan.apiStages?.find((entry) => entry.apiId === apiId && entry.stage === stage);

/**
 * The limits that a plan puts on one key's calls of a method: the plan's own, and one for the method
 * alone. AWS's guide names both at the same level and does not say that one replaces the other, so a
 * checker asks of each that it keeps to the contract.
 */
export function planThrottles(
  plan: UsagePlan,
  at: { apiId: string; stage: string; path: string; method: string } | undefined,
): readonly Throttle[] {
  const own = at && settingFor(stageOfPlan(plan, at.apiId, at.stage)?.throttle, at)?.value;
  return [plan.throttle, own].filter((throttle) => throttle !== undefined);
}

export const planEvidence = (
  plan: FoundPlan | undefined,
  ...fields: readonly (keyof UsagePlan)[]
): Evidence => ({
  call: commandLine({ service: 'apigateway', operation: 'GetUsagePlans', input: {} }),
  fields: plan
    ? {
        id: plan.id,
        name: plan.name,
        ...Object.fromEntries(fields.map((name) => [name, plan[name]])),
      }
    : { found: 'none' },
});

export const planKeysEvidence = (plan: FoundPlan, keys: readonly UsagePlanKey[]): Evidence => ({
  call: commandLine({
    service: 'apigateway',
    operation: 'GetUsagePlanKeys',
    input: { usagePlanId: plan.id },
  }),
  fields: { keys: keys.map(({ id, name }) => ({ id, name })) },
});

export const apiKeyEvidence = (key: FoundKey | undefined): Evidence => ({
  call: commandLine({ service: 'apigateway', operation: 'GetApiKeys', input: {} }),
  fields: key ? { id: key.id, name: key.name, enabled: key.enabled } : { found: 'none' },
});
