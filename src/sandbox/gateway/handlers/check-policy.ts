import { rangeOf } from '#policy';
import { passed, refused, skipped, type Routed, type Step, type Verdict } from '../context.ts';
import { failure } from '../failures.ts';
import { SOURCE_IP } from '../origin.ts';
import { anonymousVerdict, askResourcePolicy } from '../policies.ts';

/**
 * The resource policy, as far as it is asked before the caller is known: alone where nobody must prove
 * who they are, for explicit denies before a Lambda authorizer. Signed calls and those with a user
 * pool's token are asked about in the next step.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
export const checkPolicy: Step = {
  name: 'resource-policy',
  run(exchange) {
    const { compiled, request, route } = exchange;
    const range = rangeOf(request.sourceIp);
    if (!range || range.first !== range.last) return notAnAddress(request.sourceIp);
    const isPrivate = compiled.snapshot.endpointConfiguration.types?.includes('PRIVATE') ?? false;
    if (isPrivate && request.sourceVpce === undefined) return fromOutside();
    const { policy } = compiled;
    if (!policy && !isPrivate) return skipped('The deployment has no resource policy.');
    if (policy && !policy.ok) {
      return refused(
        failure('API_CONFIGURATION_ERROR'),
        `The deployment's resource policy cannot be read: ${policy.problem} (${policy.at})`,
      );
    }
    return early(exchange, route.method.authorizationType);
  },
};

function early(exchange: Routed, authorizationType: string | undefined): Verdict {
  if (
    authorizationType === 'AWS_IAM' ||
    authorizationType === 'COGNITO_USER_POOLS' ||
    authorizationType === 'JWT'
  )
    return skipped('The resource policy is asked once the caller is known.');
  const decision = askResourcePolicy(exchange);
  const isDenied = decision.outcome === 'denied' && decision.how === 'explicit';
  if (authorizationType === 'CUSTOM' && !isDenied && decision.outcome !== 'undecidable') {
    return passed(
      'No statement of the resource policy denies the call; the authorizer is asked next.',
    );
  }
  return anonymousVerdict(exchange, decision);
}

const notAnAddress = (seen: string): Verdict =>
  refused(
    failure('DEFAULT_4XX', {
      message: `${SOURCE_IP} is "${seen}". The local sandbox wants one address there, such as 203.0.113.7.`,
    }),
    `The header ${SOURCE_IP} names no address.`,
  );

/** The status is documented, the text assumed. */
const fromOutside = (): Verdict =>
  refused(
    failure('DEFAULT_4XX', { status: 403, errorType: 'ForbiddenException', message: 'Forbidden' }),
    'The API is private, and the call did not come through a VPC endpoint (x-sandbox-source-vpce).',
  );
