/** What the customers were promised: every number that the checker compares with. */

export const STAGE = 'prod';
export const PRODUCTS = {
  stageName: STAGE,
  method: 'GET',
  path: '/products',
  apiObjective: 'key-required',
} as const;
export const FREE = {
  plan: 'Free',
  key: 'free-customer',
  rateLimit: 100,
  burstLimit: 200,
} as const;
export const PREMIUM = {
  plan: 'Premium',
  key: 'premium-customer',
  rateLimit: 1000,
  burstLimit: 2000,
} as const;
export const FREE_QUOTA = { limit: 10_000, period: 'DAY' } as const;
export type Tier = typeof FREE | typeof PREMIUM;
