/** Texts of the figures that answer to controls. */
import type { Authorizer, Caller } from '../islands/figures/authorizer.ts';
import type { CacheOutcome } from '../islands/figures/cache.ts';
import { count } from './words.ts';

const number = (value: number) => Math.round(value).toLocaleString('en-US');
const money = (value: number) =>
  `$${value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;

export const bucketFigure = {
  label: 'Settings of the token bucket and of its callers',
  title: 'Ten seconds of a token bucket',
  rate: 'Rate',
  burst: 'Burst',
  clients: 'Clients',
  perClient: 'Each has to send',
  perSecond: (value: number) => `${value} a second`,
  pattern: 'How they send',
  patterns: [
    ['steady', 'evenly'],
    ['waves', 'in waves'],
  ],
  owner: 'The bucket belongs to',
  owners: [
    ['each', 'each client'],
    ['all', 'all together'],
  ],
  second: 'sec.',
  passed: 'pass',
  refused: '429',
  result: (passed: number, refused: number, first: number) =>
    refused === 0
      ? `All ${count(passed, 'call')} pass in ten seconds.`
      : `${number(passed)} of ${count(passed + refused, 'call')} pass in ten seconds, ${number(refused)} get 429, the first in second ${first + 1}. ${
          first === 0
            ? 'Refused at once: look at the burst.'
            : 'Refused after a while: the stock is used up, look at the rate.'
        }`,
} as const;

export const cacheFigure = {
  label: 'Traffic, cache and backend',
  title: 'Hit ratio and monthly cost of a stage cache',
  calls: 'Calls',
  perMinute: (value: number) => `${number(value)} a minute`,
  keys: 'Different cache keys',
  ttl: 'TTL',
  seconds: (value: number) => `${number(value)} s`,
  backend: 'A million backend calls cost',
  dollars: (value: number) => `$${value}`,
  ratio: 'Answered by',
  shares: (hits: number) => `cache ${hits} %, backend ${100 - hits} %`,
  month: 'Cost a month, without the price of the requests',
  without: 'no cache',
  withCache: '0.5 GB',
  legend: 'first part: the cache; then: the backend',
  money,
  result: (outcome: CacheOutcome, ttl: number) => {
    const { hitRatio, backendCalls, costWithout, backendCost, cacheCost } = outcome;
    const saved = costWithout - backendCost - cacheCost;
    const verdict =
      saved > 0
        ? `The cache saves ${money(saved)} a month.`
        : `The cache costs ${money(-saved)} a month more than it saves.`;
    return `${Math.round(hitRatio * 100)} % of the calls are hits; the backend still gets ${number(backendCalls)} a month. ${verdict} ${
      ttl === 0
        ? 'With a TTL of 0 nothing is kept.'
        : `An answer may be up to ${number(ttl)} seconds old.`
    }`;
  },
} as const;

export const canaryFigure = {
  label: 'Share and quality of the canary',
  title: 'Which calls of ten callers meet the canary',
  percent: 'Traffic to the canary',
  errors: 'Calls of the new version that fail',
  asPercent: (value: number) => `${value} %`,
  caller: (nth: number) => `Caller ${nth}`,
  legend: 'circle: old version · square: canary · crossed: failed',
  result: (all: number, canary: number, failed: number, touched: number, callers: number) =>
    canary === 0 || canary === all
      ? `All ${all} calls meet the ${canary === 0 ? 'old' : 'new'} version, ${failed} fail.`
      : `${canary} of ${all} calls meet the canary, ${failed} fail. ${touched} of ${callers} callers have met it at least once: the draw is for each call, so nobody stays on one side.`,
} as const;

export const tiersFigure = {
  label: 'Customers and limits',
  title: 'What is left of the traffic after each level',
  free: 'Free customers (plan: 100 a second)',
  premium: 'Premium customers (plan: 1,000)',
  each: 'Each of them sends',
  method: 'Limit of the method on the stage',
  others: 'Other APIs of the account take',
  rps: (value: number) => `${number(value)} a second`,
  levels: ['Sent', 'After the usage plans', 'After the method', 'After the account'],
  legend: 'first part: Free · second: Premium · dashed: 429',
  number,
  result: (sums: readonly number[]) => {
    const [sent = 0, plan = 0, method = 0, account = 0] = sums;
    const lost = [
      ['the usage plans refuse', sent - plan],
      ['the method on the stage refuses', plan - method],
      ['the account refuses', method - account],
    ] as const;
    const parts = lost.flatMap(([who, calls]) =>
      calls >= 1 ? [`${who} ${number(calls)} a second`] : [],
    );
    return parts.length === 0
      ? `All ${number(sent)} calls a second reach the backend.`
      : `Of ${number(sent)} calls a second ${number(account)} reach the backend: ${parts.join(', ')}. Callers see the same 429 from each.`;
  },
} as const;

const authorizerNames: Readonly<Record<Authorizer, string>> = {
  iam: 'IAM authorization (AWS_IAM)',
  lambda: 'Lambda authorizer',
  cognito: 'Cognito user pool authorizer',
  jwt: 'JWT authorizer',
};

export const authorizerFigure = {
  label: 'Who calls, and with what',
  title: 'Which authorizer fits',
  api: 'The API is a',
  apis: [
    ['rest', 'REST API'],
    ['http', 'HTTP API'],
    ['websocket', 'WebSocket API'],
  ],
  brings: 'Callers bring',
  credentials: [
    ['aws', 'AWS credentials'],
    ['cognito', 'a user pool token'],
    ['oidc', 'another JWT'],
    ['other', 'something else'],
  ],
  logic: 'Must code decide?',
  logics: [
    ['no', 'no'],
    ['yes', 'yes, look something up'],
  ],
  steps: { api: 'API', brings: 'Caller', logic: 'Code' },
  names: authorizerNames,
  costs: {
    iam: 'nothing to run; callers sign each request',
    lambda: 'a function to write, run and cache',
    cognito: 'nothing to run; the pool issues the tokens',
    jwt: 'nothing to run; any OIDC issuer',
  },
  refuses: {
    iam: 'refuses with 403',
    lambda: '401 without a token, 403 for a Deny, 500 if it breaks',
    cognito: '401 for a token that is not valid',
    jwt: '401 for a bad token, 403 for a missing scope',
  },
  why: (answer: Authorizer, { api, brings, needsLogic }: Caller) => {
    if (answer === 'iam')
      return 'AWS credentials sign the request, and a policy says who may call.';
    if (answer === 'cognito')
      return 'A user pool and a REST API: the built-in authorizer. A JWT authorizer with the pool as issuer works as well.';
    if (answer === 'jwt')
      return brings === 'cognito'
        ? 'On an HTTP API a user pool is an issuer like any other, for the JWT authorizer.'
        : `The gateway checks signature, issuer, audience and scopes by itself.${api === 'rest' ? ' On REST APIs since November 2026; older items say Lambda authorizer.' : ''}`;
    if (needsLogic) return 'Somebody has to think: only a Lambda authorizer runs code.';
    return brings === 'other'
      ? 'The gateway does not read such a credential by itself, so a function has to.'
      : 'WebSocket APIs have no authorizer for tokens but the Lambda one, on $connect.';
  },
} as const;
