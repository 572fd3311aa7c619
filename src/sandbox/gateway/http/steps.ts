import type { HttpStep } from './context.ts';
import { authorize } from './handlers/authorize.ts';
import { checkSize } from './handlers/check-size.ts';
import { integrate } from './handlers/integrate.ts';
import { mapRequest } from './handlers/map-request.ts';
import { mapResponse } from './handlers/map-response.ts';
import { throttle } from './handlers/throttle.ts';

/**
 * What a request to an HTTP API passes once its route is known (`serve.ts`), in the order of REST
 * APIs; AWS documents none for HTTP APIs (assumed).
 */
export const HTTP_STEPS: readonly HttpStep[] = [
  checkSize,
  authorize,
  throttle,
  mapRequest,
  integrate,
  mapResponse,
];
