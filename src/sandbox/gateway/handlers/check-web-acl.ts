import { passed, refused, skipped, type Staged, type Verdict } from '../context.ts';
import { failure } from '../failures.ts';

/**
 * The stage's web ACL is asked before everything else: before the resource policy, authorizers and keys.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html
 */
export function checkWebAcl({ stage, services, accountId, region, request }: Staged): Verdict {
  const { webAclArn } = stage;
  if (webAclArn === undefined) return skipped('The stage has no web ACL.');
  const { sourceIp, country = 'XX', headers } = request;
  const decision = services.askWebAcl?.({
    account: accountId,
    region,
    webAclArn,
    request: { sourceIp, country, headers },
  });
  if (!decision) return skipped('The local sandbox has no WAF here: the web ACL is not asked.');
  const values = { webAclArn, sourceIp, country };
  return decision.action === 'allow'
    ? passed(decision.reason, values)
    : refused(
        failure('WAF_FILTERED', decision.answer && { answer: decision.answer }),
        decision.reason,
        values,
      );
}
