import type { Authorizer } from '../../services/apigateway/state.ts';
import { authorizeByCognito } from '../authorizers/cognito.ts';
import { authorizeByJwt } from '../authorizers/jwt.ts';
import { authorizeByLambda } from '../authorizers/lambda.ts';
import { passed, refused, type Routed, type Step, type Verdict } from '../context.ts';
import { failure } from '../failures.ts';
import { askPolicies } from '../policies.ts';

/**
 * Who may call: the method's authorization type decides how that is found out.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html
 */
export const authorize: Step = {
  name: 'authorize',
  run(exchange) {
    const { authorizationType } = exchange.route.method;
    switch (authorizationType) {
      case 'NONE':
        return passed('The method asks for no authorization.', { authorizationType });
      case 'AWS_IAM':
        return authorizeByIam(exchange);
      case 'CUSTOM':
      case 'COGNITO_USER_POOLS':
      case 'JWT':
        return authorizeByAuthorizer(exchange);
      default:
        return notBuilt(`authorization type ${authorizationType}`);
    }
  },
};

function notBuilt(what: string): Verdict {
  return refused(
    failure('AUTHORIZER_CONFIGURATION_ERROR', {
      message: `The local sandbox does not support ${what} yet.`,
    }),
    `The local sandbox does not support ${what} yet.`,
  );
}

const isSigned = ({ request }: Routed) =>
  request.headers.get('authorization')?.startsWith('AWS4-') === true ||
  request.query.has('X-Amz-Signature');

/** Source: docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html */
async function authorizeByIam(exchange: Routed): Promise<Verdict> {
  const { services, request } = exchange;
  if (!isSigned(exchange)) {
    return refused(
      failure('MISSING_AUTHENTICATION_TOKEN'),
      'The method asks for AWS_IAM, and the request is not signed.',
      {
        authorizationType: 'AWS_IAM',
      },
    );
  }
  if (!services.authenticate) return notBuilt('the check of SigV4 signatures');
  const authentication = await services.authenticate(request.original, request.body);
  if (!authentication.ok) {
    const type = authentication.problem === 'expired-token' ? 'EXPIRED_TOKEN' : 'INVALID_SIGNATURE';
    return refused(failure(type), `The signature was checked: ${authentication.problem}.`, {
      problem: authentication.problem,
    });
  }
  exchange.caller = authentication;
  return askPolicies(exchange, authentication);
}

const authorizerOf = ({ compiled, route }: Routed): Authorizer | undefined =>
  compiled.snapshot.authorizers[route.method.authorizerId ?? ''];

async function authorizeByAuthorizer(exchange: Routed): Promise<Verdict> {
  const authorizer = authorizerOf(exchange);
  if (!authorizer) {
    return refused(
      failure('AUTHORIZER_CONFIGURATION_ERROR'),
      'The method names an authorizer the deployment does not have.',
    );
  }
  if (authorizer.type === 'COGNITO_USER_POOLS')
    return (await authorizeByCognito(exchange, authorizer)) ?? notBuilt('Cognito user pools');
  if (authorizer.type === 'JWT') return authorizeByJwt(exchange, authorizer);
  return (await authorizeByLambda(exchange, authorizer)) ?? notBuilt('Lambda authorizers');
}
