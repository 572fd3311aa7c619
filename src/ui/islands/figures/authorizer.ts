/** What decides which authorizer fits. */
export interface Caller {
  readonly api: 'rest' | 'http' | 'websocket';
  readonly brings: 'aws' | 'cognito' | 'oidc' | 'other';
  /** Whether the decision needs code: a look-up, several inputs, an opaque token. */
  readonly needsLogic: boolean;
}

export type Authorizer = 'iam' | 'lambda' | 'cognito' | 'jwt';

/**
 * The authorizer with the least to run that can decide. Code is needed where somebody has to think,
 * where the credential is none that API Gateway reads by itself, and for any token on a WebSocket API.
 */
export function chooseAuthorizer({ api, brings, needsLogic }: Caller): Authorizer {
  if (needsLogic || brings === 'other') return 'lambda';
  if (brings === 'aws') return 'iam';
  if (api === 'websocket') return 'lambda';
  return brings === 'cognito' && api === 'rest' ? 'cognito' : 'jwt';
}
