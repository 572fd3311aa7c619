/** Calls with and without keys, and more of them than the Free plan lets through. */
import {
  burst,
  dependsOn,
  fail,
  pass,
  blocked,
  probeEvidence,
  type ApiSearch,
  type Finding,
  type ProbeAnswer,
  type ProbePort,
  type ProbeRequest,
} from 'gatewise/labs';
import { FREE, STAGE } from './contract.ts';
import { type Snapshot } from './readings.ts';

const productsRequest = ({ api }: ApiSearch, key?: ProbeRequest['key']): ProbeRequest => ({
  apiId: api?.id ?? '',
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

export async function probeKeys(
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

export async function probeBurst(port: ProbePort, { search, freeKey }: Snapshot): Promise<Finding> {
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
