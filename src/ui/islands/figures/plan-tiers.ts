/** Two tiers of customers in front of one method. Rates and calls are per second. */
export interface TierSettings {
  readonly free: number;
  readonly freeSends: number;
  readonly freeRate: number;
  readonly premium: number;
  readonly premiumSends: number;
  readonly premiumRate: number;
  /** Limit of the method on the stage, for all callers together. */
  readonly methodRate: number;
  /** What the account's other APIs take out of its bucket. */
  readonly others: number;
  readonly accountRate: number;
}

/** Calls per second of each tier that are left after a level. */
export interface TierFlow {
  readonly free: number;
  readonly premium: number;
}

export interface TierOutcome {
  readonly sent: TierFlow;
  readonly afterPlan: TierFlow;
  readonly afterMethod: TierFlow;
  readonly afterAccount: TierFlow;
}

export const sumOf = ({ free, premium }: TierFlow): number => free + premium;

/** A shared limit refuses all alike, in proportion to what they send. */
function share(flow: TierFlow, limit: number): TierFlow {
  const sum = sumOf(flow);
  const part = sum > limit ? limit / sum : 1;
  return { free: flow.free * part, premium: flow.premium * part };
}

/** What is left after the plan, the method on the stage and the account, for steady callers. */
export function tierOutcome(settings: TierSettings): TierOutcome {
  const { free, freeSends, freeRate, premium, premiumSends, premiumRate } = settings;
  const sent = { free: free * freeSends, premium: premium * premiumSends };
  const afterPlan = {
    free: free * Math.min(freeSends, freeRate),
    premium: premium * Math.min(premiumSends, premiumRate),
  };
  const afterMethod = share(afterPlan, settings.methodRate);
  const all = sumOf(afterMethod) + settings.others;
  const part = all > settings.accountRate ? settings.accountRate / all : 1;
  const afterAccount = { free: afterMethod.free * part, premium: afterMethod.premium * part };
  return { sent, afterPlan, afterMethod, afterAccount };
}
