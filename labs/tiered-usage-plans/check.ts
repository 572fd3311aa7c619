import { defineLab, fail, firstObstacle, pass, planEvidence } from 'gatewise/labs';
import { FREE, PREMIUM } from './contract.ts';
import {
  FREE_STEPS,
  judgeFreeKey,
  judgeKeyRequired,
  judgeKeysDecide,
  judgePremiumKey,
} from './keys.ts';
import { judgeFreeQuota, judgeNoLowerLimit, judgeOnProd, judgeRates } from './plans.ts';
import { probeBurst, probeKeys } from './probes.ts';
import { gather } from './readings.ts';

export default defineLab({
  id: 'tiered-usage-plans',
  gather,
  objectives: {
    'key-required': {
      wanted: 'What stage "prod" of REST API "shop" serves asks for an API key on GET /products.',
      judge: judgeKeyRequired,
    },
    'free-plan': {
      wanted: 'Usage plan "Free": 100 requests per second, burst 200, 10,000 requests a day.',
      judge(seen) {
        const judged = judgeRates(seen, seen.free, FREE);
        return judged.verdict === 'pass' && seen.free ? judgeFreeQuota(seen.free) : judged;
      },
    },
    'premium-plan': {
      wanted: 'Usage plan "Premium": 1,000 requests per second, burst 2,000, no quota.',
      judge(seen) {
        const { premium } = seen;
        const judged = judgeRates(seen, premium, PREMIUM);
        if (judged.verdict !== 'pass' || !premium?.quota?.limit) return judged;
        return fail(
          `Plan Premium (${premium.id}) stops after ${premium.quota.limit} requests per ${premium.quota.period ?? 'period'}; the contract gives it no quota.`,
          `Remove it: aws apigateway update-usage-plan --usage-plan-id ${premium.id} --patch-operations op=remove,path=/quota`,
          planEvidence(premium, 'quota'),
        );
      },
    },
    'plans-on-prod': {
      wanted: 'Both plans hold stage "prod" of API "shop".',
      judge: judgeOnProd,
    },
    'free-key': {
      wanted: 'API key "free-customer" is switched on and in plan Free alone.',
      judge: judgeFreeKey,
    },
    'premium-key': {
      wanted: 'API key "premium-customer" is switched on and in plan Premium alone.',
      judge: judgePremiumKey,
    },
    'no-lower-limit': {
      wanted:
        'No throttle of stage "prod" or of its method is below 1,000 requests per second or burst 2,000.',
      judge: judgeNoLowerLimit,
    },
    'keys-decide': {
      wanted:
        "A call without a key or with an unknown key gets 403; a call with either customer's key gets 200.",
      judge: judgeKeysDecide,
      probe: { where: 'anywhere', send: probeKeys },
    },
    'burst-refused': {
      wanted:
        'Beyond a burst of 200 the Free key gets 429 (local sandbox only: AWS holds rates as a best effort).',
      judge: (seen) =>
        firstObstacle(seen, FREE_STEPS) ?? pass('The Free key is joined to its plan.'),
      probe: { where: 'sandbox', send: probeBurst },
    },
  },
});
