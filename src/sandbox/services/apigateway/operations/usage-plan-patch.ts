import { badRequest } from '../../../wire/errors.ts';
import { numberOf, textOf, textRule, type Patch, type PatchRule } from '../../patch.ts';
import type { ApiStage, QuotaSettings, ThrottleSettings, UsagePlan } from '../state.ts';

/** `apiId:stage`, as the value of `/apiStages` and as a path segment. */
function stageName(text: string): { apiId: string; stage: string } {
  const at = text.indexOf(':');
  if (at <= 0 || at === text.length - 1) throw badRequest('Invalid API Stage specified');
  return { apiId: text.slice(0, at), stage: text.slice(at + 1) };
}

const isSame = (one: ApiStage, other: { apiId: string; stage: string }) =>
  one.apiId === other.apiId && one.stage === other.stage;

function patchStages(plan: UsagePlan, patch: Patch): void {
  const wanted = stageName(textOf(patch));
  const has = plan.apiStages.some((one) => isSame(one, wanted));
  if (patch.op === 'remove' && !has) throw badRequest('Invalid API Stage specified');
  if (patch.op === 'remove') plan.apiStages = plan.apiStages.filter((one) => !isSame(one, wanted));
  else plan.apiStages.push(wanted);
}

/** The plan's stage that a path names. */
function stageIn(plan: UsagePlan, name: string): ApiStage {
  const found = plan.apiStages.find((one) => isSame(one, stageName(name)));
  if (!found) throw badRequest('Invalid API Stage specified');
  return found;
}

type Limit = 'burstLimit' | 'rateLimit';

function setLimit(throttle: ThrottleSettings, name: string, patch: Patch): void {
  if (name !== 'burstLimit' && name !== 'rateLimit')
    throw badRequest(
      `Invalid patch path  '${patch.path}' specified for op '${patch.op}'. Must be one of: [burstLimit, rateLimit]`,
    );
  throttle[name] = numberOf(patch, { min: 0, whole: name === 'burstLimit' });
}

/** `/apiStages/{api:stage}/throttle/{~1path}/{METHOD}/rateLimit`: limits of one method. */
function patchMethod(plan: UsagePlan, patch: Patch): void {
  const [stage = '', path = '', method = '', limit = ''] = patch.names;
  const target = stageIn(plan, stage);
  const key = `${path.startsWith('/') ? path : `/${path}`}/${method}`;
  const throttle = (target.throttle ??= {});
  setLimit((throttle[key] ??= {}), limit, patch);
}

const patchLimit =
  (name: Limit): PatchRule<UsagePlan>['apply'] =>
  (plan, patch) =>
    setLimit((plan.throttle ??= {}), name, patch);

const quotaIn = (plan: UsagePlan): QuotaSettings =>
  (plan.quota ??= { limit: 0, offset: 0, period: '' });

/** Source: docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateUsagePlan-Patch */
export const planRules: readonly PatchRule<UsagePlan>[] = [
  {
    path: '/apiStages',
    ops: ['add', 'remove'],
    apply: patchStages,
  },
  {
    path: '/quota',
    ops: ['remove'],
    apply(plan) {
      delete plan.quota;
    },
  },
  {
    path: '/throttle',
    ops: ['remove'],
    apply(plan) {
      delete plan.throttle;
    },
  },
  textRule('productCode', ['replace', 'add', 'remove']),
  {
    path: '/apiStages/{stage}/throttle/{path}/{method}',
    shown: '/apiStages/<apidId:stageName>/throttle/<resourcePath>/<httpMethod>',
    ops: ['remove'],
    apply(plan, { names: [stage = '', path = '', method = ''] }) {
      delete stageIn(plan, stage).throttle?.[
        `${path.startsWith('/') ? path : `/${path}`}/${method}`
      ];
    },
  },
  {
    path: '/apiStages/{stage}/throttle',
    shown: '/apiStages/<apidId:stageName>/throttle',
    ops: ['remove'],
    apply(plan, { names: [stage = ''] }) {
      delete stageIn(plan, stage).throttle;
    },
  },
  {
    path: '/name',
    ops: ['replace'],
    apply(plan, patch) {
      plan.name = textOf(patch);
    },
  },
  textRule('description', ['replace', 'add']),
  { path: '/throttle/burstLimit', ops: ['replace', 'add'], apply: patchLimit('burstLimit') },
  { path: '/throttle/rateLimit', ops: ['replace', 'add'], apply: patchLimit('rateLimit') },
  {
    path: '/quota/limit',
    ops: ['replace', 'add'],
    apply(plan, patch) {
      quotaIn(plan).limit = numberOf(patch, { whole: true });
    },
  },
  {
    path: '/quota/offset',
    ops: ['replace', 'add'],
    apply(plan, patch) {
      quotaIn(plan).offset = numberOf(patch, { whole: true });
    },
  },
  {
    path: '/quota/period',
    ops: ['replace', 'add'],
    apply(plan, patch) {
      quotaIn(plan).period = textOf(patch);
    },
  },
  {
    path: '/apiStages/{stage}/throttle/{path}/{method}/{limit}',
    shown: '/apiStages/<apidId:stageName>/throttle/<resourcePath>/<httpMethod>/<limit>',
    ops: ['replace', 'add'],
    apply: patchMethod,
  },
];
