import type { GetUsageRequest, UpdateUsageRequest } from '@aws-sdk/client-api-gateway';
import { badRequest } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { applyPatch, numberOf, type PatchRule } from '../../patch.ts';
import { defined, pageOf, stateOf } from '../access.ts';
import { periodStart, quotaState, usageDay, usedInPeriod } from '../../../gateway/usage.ts';
import type { KeyUsage, QuotaSettings } from '../state.ts';
import { noKey } from '../texts.ts';
import { planOf } from './usage-plans.ts';

const DAY_MS = 86_400_000;
const MAX_DAYS = 90;

/** Midnight UTC of `YYYY-MM-DD` in milliseconds; the API takes nothing else. */
function dayOf(text: string, name: string): number {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(at))
    throw badRequest(`Invalid ${name} specified: ${text}. Dates must be in the format yyyy-MM-dd`);
  return at;
}

/** Used and remaining of one day. Without a quota nothing is ever used up: AWS shows a remainder of 0. */
function dayEntry(
  usage: KeyUsage | undefined,
  quota: QuotaSettings | undefined,
  at: number,
): [used: number, remaining: number] {
  const day = usageDay(at);
  const used = usage?.days[day] ?? 0;
  if (!quota) return [used, 0];
  const first = periodStart(quota.period, at);
  const until: KeyUsage = {
    days: Object.fromEntries(Object.entries(usage?.days ?? {}).filter(([one]) => one <= day)),
  };
  const before = usedInPeriod(until, first);
  const granted = usage?.granted?.period === first ? usage.granted : undefined;
  const remaining = granted
    ? granted.remaining - (before - granted.usedBefore)
    : quota.limit - quota.offset - before;
  return [used, Math.max(0, remaining)];
}

/** Source: docs.aws.amazon.com/apigateway/latest/api/API_GetUsage.html */
export function getUsage(context: OperationContext, input: Parsed<GetUsageRequest>) {
  const { usagePlanId, keyId, startDate, endDate } = input;
  const { quota } = planOf(context, usagePlanId);
  const [start, end] = [dayOf(startDate, 'startDate'), dayOf(endDate, 'endDate')];
  if (end < start)
    throw badRequest('Invalid date range: the end date cannot be before the start date');
  if ((end - start) / DAY_MS > MAX_DAYS)
    throw badRequest(`Invalid date range: at most ${MAX_DAYS} days can be asked for`);
  const state = stateOf(context);
  const known = state.usagePlanKeys[usagePlanId] ?? [];
  if (keyId !== undefined && !known.includes(keyId)) throw noKey();
  const keys = known.filter((id) => keyId === undefined || id === keyId);
  const page = pageOf(keys, input);
  const days = Array.from(
    { length: (end - start) / DAY_MS + 1 },
    (_, index) => start + index * DAY_MS,
  );
  const items = Object.fromEntries(
    page.items.map((id) => [
      id,
      days.map((at) => dayEntry(state.usage[usagePlanId]?.[id], quota, at)),
    ]),
  );
  return defined({ usagePlanId, startDate, endDate, items, position: page.position });
}

const RULES: readonly PatchRule<{ remaining?: number }>[] = [
  {
    path: '/remaining',
    ops: ['replace'],
    apply(target, patch) {
      target.remaining = numberOf(patch, { min: 0, whole: true });
    },
  },
];

/** Grants a key another remainder for the running period (documented). */
export function updateUsage(
  context: OperationContext,
  { usagePlanId, keyId, patchOperations }: Parsed<UpdateUsageRequest>,
) {
  const state = stateOf(context);
  const plan = planOf(context, usagePlanId);
  if (!state.usagePlanKeys[usagePlanId]?.includes(keyId)) throw noKey();
  if (!plan.quota)
    throw badRequest('Usage Plan does not have a quota: there is no remainder to change');
  const { remaining } = applyPatch<{ remaining?: number }>({}, patchOperations, RULES);
  const now = context.clock.now();
  const usage = ((state.usage[usagePlanId] ??= {})[keyId] ??= { days: {} });
  const before = quotaState(state, plan, keyId, now);
  if (remaining !== undefined) {
    usage.granted = {
      period: periodStart(plan.quota.period, now),
      remaining,
      usedBefore: before?.used ?? 0,
    };
  }
  const today = usageDay(now);
  return {
    usagePlanId,
    startDate: today,
    endDate: today,
    items: { [keyId]: [dayEntry(usage, plan.quota, now)] },
  };
}
