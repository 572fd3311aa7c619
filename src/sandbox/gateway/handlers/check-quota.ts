import { passed, refused, skipped, type Step } from '../context.ts';
import { failure } from '../failures.ts';
import { quotaState, recordUsage } from '../usage.ts';

/**
 * The quota of the usage plan, per key and period.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export const checkQuota: Step = {
  name: 'quota',
  run({ usagePlan, apiKey, state, services }) {
    if (!usagePlan || !apiKey) return skipped('The request has no usage plan.');
    const quota = quotaState(state, usagePlan, apiKey.id, services.clock.now());
    if (!quota) return skipped(`Usage plan ${usagePlan.name} has no quota.`);
    const { limit, period, used, remaining } = quota;
    const values = { limit, period, used, remaining };
    return remaining < 1
      ? refused(
          failure('QUOTA_EXCEEDED'),
          `The key has used its ${limit} requests per ${period} of plan ${usagePlan.name}.`,
          values,
        )
      : passed(`${remaining} of ${limit} requests per ${period} are left.`, values);
  },
};

/** Counts the request for GetUsage and the quota, once it was not throttled. */
export const countUsage: Step = {
  name: 'count-usage',
  run({ usagePlan, apiKey, state, services }) {
    if (!usagePlan || !apiKey) return skipped('The request has no usage plan.');
    recordUsage(state, usagePlan.id, apiKey.id, services.clock.now());
    return passed(`Counted for API key ${apiKey.name ?? apiKey.id} in plan ${usagePlan.name}.`);
  },
};
