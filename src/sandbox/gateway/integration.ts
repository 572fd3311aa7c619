import type { Integration } from '../services/apigateway/state.ts';
import type { Routed } from './context.ts';

export const integrationOf = ({ route }: Routed): Integration | undefined =>
  route.method.methodIntegration;

/** Proxy integrations know no mapping templates: requests and answers pass through. */
export const isProxy = ({ type }: Integration): boolean =>
  type === 'AWS_PROXY' || type === 'HTTP_PROXY';
