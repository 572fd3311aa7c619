import { AwsError } from '../../wire/errors.ts';

/**
 * How many of each an account or API may have. The numbers are AWS's quotas where AWS has one; those
 * marked `own` are lower or ours, so that nobody fills the learner's machine.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 */
const LIMITS = {
  APIs: 120, // own: AWS allows 600 Regional APIs
  Routes: 300,
  Integrations: 300,
  Stages: 10,
  Deployments: 100, // own
  Authorizers: 10,
  Models: 100, // own
  'Route Responses': 10, // own
  'Integration Responses': 50, // own
  'VPC Links': 10,
  'Domain Names': 120,
  'API Mappings': 200,
} as const;

/** Throws TooManyRequestsException when one more would be too many: v2 has no code of its own for that. */
export function demandRoom(
  kind: keyof typeof LIMITS,
  record: Readonly<Record<string, unknown>>,
): void {
  const limit = LIMITS[kind];
  if (Object.keys(record).length >= limit) {
    throw new AwsError(
      'TooManyRequestsException',
      429,
      `Maximum number of ${kind} has been reached: ${limit}. Please contact AWS if you need additional ${kind}.`,
    );
  }
}

/** Scopes of a route, audiences of an authorizer, stage variables, tags: AWS's quotas. */
export const MAX_SCOPES = 10;
export const MAX_AUDIENCES = 50;
export const MAX_STAGE_VARIABLES = 100;
export const MAX_TAGS = 50;
/** Access log formats: 3 KB. */
export const MAX_LOG_FORMAT_BYTES = 3072;
