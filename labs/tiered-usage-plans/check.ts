import {
  apiKeyEvidence,
  burst,
  commandLine,
  defineLab,
  dependsOn,
  fail,
  findApiKey,
  findDeployed,
  findUsagePlan,
  keysOfPlan,
  pass,
  planEvidence,
  planKeysEvidence,
  planThrottles,
  blocked,
  probeEvidence,
  readDeployed,
  settingFor,
  stageOfPlan,
  type ApiSearch,
  type Deployed,
  type Finding,
  type FoundKey,
  type FoundPlan,
  type GatherTools,
  type ProbeAnswer,
  type ProbePort,
  type ProbeRequest,
  type Seen,
  type Throttle,
} from 'gatewise/labs';

const STAGE = 'prod';
const PRODUCTS = {
  stageName: STAGE,
  method: 'GET',
  path: '/products',
  apiObjective: 'key-required',
} as const;
const FREE = { plan: 'Free', key: 'free-customer', rateLimit: 100, burstLimit: 200 } as const;
const PREMIUM = {
  plan: 'Premium',
  key: 'premium-customer',
  rateLimit: 1000,
  burstLimit: 2000,
} as const;
const FREE_QUOTA = { limit: 10_000, period: 'DAY' } as const;
type Tier = typeof FREE | typeof PREMIUM;

function gather(tools: GatherTools) {
  const free = findUsagePlan(tools, FREE.plan);
  const premium = findUsagePlan(tools, PREMIUM.plan);
  return {
    ...readDeployed(tools, { name: 'shop', stage: STAGE }),
    free,
    premium,
    freeMembers: free.then((plan) => keysOfPlan(tools, plan)),
    premiumMembers: premium.then((plan) => keysOfPlan(tools, plan)),
    freeKey: findApiKey(tools, FREE.key),
    premiumKey: findApiKey(tools, PREMIUM.key),
  };
}
type Snapshot = Seen<ReturnType<typeof gather>>;

const deployedProducts = (seen: Snapshot): Deployed => {
  const { api } = seen.search;
  const deployed = findDeployed(seen, PRODUCTS);
  // Without the API this objective itself has failed: it is the one that asks for it.
  if (api || !deployed.finding) return deployed;
  return {
    finding: fail(
      `No REST API named "shop" in ${seen.search.region}.`,
      "Run the lab's seed, which builds the shop as it is today, or create it: aws apigateway create-rest-api --name shop. If it is in another Region, name that one with --region.",
      {
        call: commandLine({ service: 'apigateway', operation: 'GetRestApis', input: {} }),
        fields: { names: seen.search.names },
      },
    ),
  };
};

function judgeKeyRequired(seen: Snapshot): Finding {
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

const methodOf = (seen: Snapshot) => {
  const deployed = deployedProducts(seen);
  return deployed.finding
    ? undefined
    : {
        apiId: deployed.api.id,
        stage: STAGE,
        path: deployed.route.path,
        method: deployed.route.method,
      };
};

const rates = ({ rateLimit, burstLimit }: Throttle) =>
  `${rateLimit ?? 'unlimited'} requests per second with a burst of ${burstLimit ?? 'any size'}`;

const missingPlan = (tier: Tier) =>
  fail(
    `No usage plan is named "${tier.plan}".`,
    `Create it: aws apigateway create-usage-plan --name ${tier.plan} --throttle rateLimit=${tier.rateLimit},burstLimit=${tier.burstLimit}`,
    planEvidence(undefined),
  );

function judgeRates(seen: Snapshot, plan: FoundPlan | undefined, tier: Tier): Finding {
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

function judgeFreeQuota(plan: FoundPlan): Finding {
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

function judgeOnProd({ search, stage, free, premium }: Snapshot): Finding {
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

function judgeNoLowerLimit(seen: Snapshot): Finding {
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

/** A probe with a customer's key makes sense only when the rest of the way is built. */
function firstObstacle(
  seen: Snapshot,
  steps: Readonly<Record<string, (seen: Snapshot) => Finding>>,
): Finding | undefined {
  for (const [objectiveId, judge] of Object.entries(steps)) {
    const finding = judge(seen);
    if (finding.verdict === 'blocked' && finding.reason !== 'depends-on') return finding;
    if (finding.verdict !== 'pass') return dependsOn(objectiveId, finding.saw);
  }
  return undefined;
}

const judgeFreeKey = (seen: Snapshot) => judgeKey(FREE, freeKeyOf(seen));
const judgePremiumKey = (seen: Snapshot) => judgeKey(PREMIUM, premiumKeyOf(seen));
const FREE_STEPS = {
  'key-required': judgeKeyRequired,
  'plans-on-prod': judgeOnProd,
  'free-key': judgeFreeKey,
};
const KEY_STEPS = { ...FREE_STEPS, 'premium-key': judgePremiumKey };

function judgeKeysDecide(seen: Snapshot): Finding {
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

const productsRequest = ({ api }: ApiSearch, key?: ProbeRequest['key']): ProbeRequest => ({
  restApiId: api?.id ?? '',
  stage: STAGE,
  method: 'GET',
  path: '/products',
  ...(key && { key }),
});

const PATIENCE = { tries: 5, pauseMs: 300 };
const isQuotaUsedUp = ({ status, body }: ProbeAnswer) =>
  status === 429 && /limit exceeded/i.test(body);

/** A bucket that an earlier burst emptied fills again within two seconds. */
async function sendWithPatience(port: ProbePort, request: ProbeRequest): Promise<ProbeAnswer> {
  let answer = await port.send(request);
  for (
    let tries = 1;
    tries < PATIENCE.tries && answer.status === 429 && !isQuotaUsedUp(answer);
    tries += 1
  ) {
    await port.pause(PATIENCE.pauseMs);
    answer = await port.send(request);
  }
  return answer;
}

const quotaUsedUp = (request: ProbeRequest, answer: ProbeAnswer): Finding =>
  blocked(
    'undecidable',
    "The key has used up its plan's quota for today, so its calls tell nothing more.",
    'Verify again tomorrow, or reset the lab in the local sandbox.',
    probeEvidence(request, answer),
  );

async function probeKeys(
  port: ProbePort,
  { search, freeKey, premiumKey }: Snapshot,
): Promise<Finding> {
  const evidence = [];
  for (const [request, status, nextStep] of [
    [
      productsRequest(search),
      403,
      'Patch /apiKeyRequired of the method to true, then deploy again.',
    ],
    [
      productsRequest(search, 'unknown'),
      403,
      'Patch /apiKeyRequired of the method to true, then deploy again.',
    ],
    [productsRequest(search, { apiKeyId: freeKey?.id ?? '' }), 200, KEY_REFUSED],
    [productsRequest(search, { apiKeyId: premiumKey?.id ?? '' }), 200, KEY_REFUSED],
  ] as const) {
    const answer = await sendWithPatience(port, request);
    if (isQuotaUsedUp(answer)) return quotaUsedUp(request, answer);
    const seen = probeEvidence(request, answer);
    evidence.push(seen);
    if (answer.status !== status) {
      return fail(
        `${seen.call} was answered with ${answer.status}; ${status} is wanted.`,
        nextStep,
        ...evidence,
      );
    }
  }
  return pass(
    "Without a key and with an unknown key the answer is 403; each customer's key gets 200.",
    ...evidence,
  );
}

const KEY_REFUSED =
  'A 403 means that the key does not count: the API must read keys from the header (apiKeySource HEADER), and on AWS a new key or plan can take a minute to take effect. A 500 comes from the integration. Mend it, deploy again, verify again.';

/** Three buckets' worth: enough to empty one bucket of 200 while it fills at 100 a second. */
const BURST_BUDGET = 600;

async function probeBurst(port: ProbePort, { search, freeKey }: Snapshot): Promise<Finding> {
  const request = productsRequest(search, { apiKeyId: freeKey?.id ?? '' });
  const startedAt = port.elapsedMs();
  const { sent, statuses, found } = await burst(port, request, {
    status: 429,
    atMost: BURST_BUDGET,
  });
  const seconds = (port.elapsedMs() - startedAt) / 1000;
  const evidence = {
    call: `GET /${STAGE}/products, up to ${BURST_BUDGET} at once, with the key ${freeKey?.id ?? ''}`,
    fields: { sent, statuses, seconds: Math.round(seconds * 10) / 10 },
  };
  if (found && isQuotaUsedUp(found)) return quotaUsedUp(request, found);
  if (found)
    return pass(
      `After ${sent} quick requests with the Free key came 429, as the plan promises.`,
      evidence,
    );
  if (!(200 in statuses))
    return dependsOn('keys-decide', `The Free key never got a 200 in ${sent} requests.`);
  const couldPass = FREE.burstLimit + FREE.rateLimit * seconds;
  return sent <= couldPass
    ? blocked(
        'undecidable',
        `${sent} requests took ${seconds.toFixed(1)} s, too slow to get beyond the plan.`,
        'Close what keeps this machine busy, then verify again.',
        evidence,
      )
    : fail(
        `All ${sent} quick requests with the Free key got through; a burst of 200 and 100 requests per second let through ${Math.ceil(couldPass)} at most.`,
        'Give plan Free its throttle of rate 100 and burst 200, and its key to no other plan.',
        evidence,
      );
}

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
