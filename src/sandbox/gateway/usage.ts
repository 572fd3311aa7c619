import type { ApiGatewayState, KeyUsage, UsagePlan } from '../services/apigateway/state.ts';

/** Days as GetUsage names them: UTC, `YYYY-MM-DD`. */
export const usageDay = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

const DAY_MS = 86_400_000;

/**
 * The first day of the quota period that `atMs` is in. Weeks begin on Sunday, months on the 1st.
 * Source: docs.aws.amazon.com/apigateway/latest/api/API_QuotaSettings.html
 */
export function periodStart(period: string, atMs: number): string {
  const today = new Date(atMs);
  if (period === 'MONTH') return `${usageDay(atMs).slice(0, 8)}01`;
  if (period === 'WEEK') return usageDay(atMs - today.getUTCDay() * DAY_MS);
  return usageDay(atMs);
}

const keyUsage = (state: ApiGatewayState, planId: string, keyId: string): KeyUsage | undefined =>
  state.usage[planId]?.[keyId];

/** Requests counted since the quota period began. */
export function usedInPeriod(usage: KeyUsage | undefined, firstDay: string): number {
  let used = 0;
  for (const [day, count] of Object.entries(usage?.days ?? {})) if (day >= firstDay) used += count;
  return used;
}

/** What a key has left of its plan's quota. */
export interface QuotaState {
  readonly limit: number;
  readonly period: string;
  readonly used: number;
  readonly remaining: number;
}

/**
 * The offset takes away from the first period only, and the sandbox has no earlier one: it counts.
 * @returns undefined for a plan without a quota
 */
export function quotaState(
  state: ApiGatewayState,
  plan: UsagePlan,
  keyId: string,
  atMs: number,
): QuotaState | undefined {
  const { quota } = plan;
  if (!quota) return undefined;
  const firstDay = periodStart(quota.period, atMs);
  const usage = keyUsage(state, plan.id, keyId);
  const used = usedInPeriod(usage, firstDay);
  const granted = usage?.granted?.period === firstDay ? usage.granted : undefined;
  const remaining = granted
    ? granted.remaining - (used - granted.usedBefore)
    : quota.limit - quota.offset - used;
  return { limit: quota.limit, period: quota.period, used, remaining: Math.max(0, remaining) };
}

/** Counts one request of a key against a plan: what GetUsage reports. */
export function recordUsage(
  state: ApiGatewayState,
  planId: string,
  keyId: string,
  atMs: number,
): void {
  const plan = (state.usage[planId] ??= {});
  const usage = (plan[keyId] ??= { days: {} });
  const day = usageDay(atMs);
  usage.days[day] = (usage.days[day] ?? 0) + 1;
}
