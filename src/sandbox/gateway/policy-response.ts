import { decide, parsePolicy, requestKeys } from '#policy';

/** What an authorizer's policy says about one call. */
export type PolicyEffect = 'allow' | 'deny' | 'none' | 'unreadable';

/** The policy counts by itself: it was written about this caller. */
const CALLER = { kind: 'aws', account: '', arn: '' } as const;

/**
 * Reads the policy a Lambda authorizer returned: an explicit Deny wins, and without an Allow the call
 * is refused, also where a statement asks for a condition key of which nothing is known.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 * @param sourceIp of the client
 */
export function policyEffect(
  document: unknown,
  resourceArn: string,
  sourceIp: string,
): PolicyEffect {
  const parsed = parsePolicy(JSON.stringify(document ?? null), 'identity');
  if (!parsed.ok) return 'unreadable';
  const decision = decide(
    { identity: [{ name: 'policy of the authorizer', policy: parsed.policy }] },
    {
      principal: CALLER,
      action: 'execute-api:Invoke',
      resource: resourceArn,
      keys: requestKeys({ 'aws:SourceIp': sourceIp }),
    },
  );
  if (decision.outcome === 'allowed') return 'allow';
  return decision.outcome === 'denied' && decision.how === 'explicit' ? 'deny' : 'none';
}
