import type { Step } from './context.ts';
import { authorize } from './handlers/authorize.ts';
import { checkApiKey } from './handlers/check-api-key.ts';
import { checkPolicy } from './handlers/check-policy.ts';
import { checkQuota, countUsage } from './handlers/check-quota.ts';
import { checkSize } from './handlers/check-size.ts';
import { integrate } from './handlers/integrate.ts';
import { mapRequest } from './handlers/map-request.ts';
import { mapResponse } from './handlers/map-response.ts';
import { readCache, writeCache } from './handlers/stage-cache.ts';
import { throttle } from './handlers/throttle.ts';
import { validateRequest } from './handlers/validate-request.ts';

/**
 * The data plane, from top to bottom. Before these a request's stage and method were found
 * (`resolve-stage.ts`, `match-route.ts`), and its web ACL was asked (`check-web-acl.ts`); a step that fails ends the list, and its failure becomes a
 * gateway response (`gateway-responses.ts`).
 */
export const STEPS: readonly Step[] = [
  checkSize,
  checkPolicy,
  authorize,
  checkApiKey,
  checkQuota,
  throttle,
  countUsage,
  validateRequest,
  readCache,
  mapRequest,
  integrate,
  mapResponse,
  writeCache,
];
