import { limitExceeded } from '../../wire/errors.ts';

/**
 * How many of each an account or API may have. The numbers are AWS's quotas where AWS has one;
 * those marked `own` are lower or ours, so that nobody fills the learner's machine.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
const LIMITS = {
  APIs: 120, // own: AWS allows 600 Regional APIs
  Resources: 300,
  Stages: 10,
  Deployments: 100, // own
  Authorizers: 10,
  Models: 100, // own
  'Request Validators': 100, // own
  'API Keys': 500, // own: AWS allows 10,000
  'Usage Plans': 300,
  'VPC Links': 20,
  'Domain Names': 120,
  'Base Path Mappings': 200,
  'Client Certificates': 60,
  'Documentation Parts': 500, // own: AWS allows 2,000
  'Documentation Versions': 50,
} as const;

/** Throws LimitExceededException when one more would be too many. */
export function demandRoom(
  kind: keyof typeof LIMITS,
  record: Readonly<Record<string, unknown>>,
): void {
  const limit = LIMITS[kind];
  if (Object.keys(record).length >= limit) {
    throw limitExceeded(
      `Maximum number of ${kind} has been reached: ${limit}. Please contact AWS if you need additional ${kind}.`,
    );
  }
}

/** Mapping templates: 300 KB. Models: 400 KB. */
export const MAX_TEMPLATE_BYTES = 300_000;
export const MAX_MODEL_BYTES = 400_000;
