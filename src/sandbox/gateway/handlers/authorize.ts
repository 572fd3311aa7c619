import type { Authorizer } from '../../services/apigateway/state.ts';
import { passed, refused, type Routed, type Step, type Verdict } from '../context.ts';
import { failure } from '../failures.ts';
import { matchesWhole } from '../mapping/vtl/java-regex.ts';
import { askPolicies } from '../policies.ts';
import { looksLikeToken, tokenExpiry } from '../tokens.ts';

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
        return authorizeByLambda(exchange);
      case 'COGNITO_USER_POOLS':
        return authorizeByCognito(exchange);
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

const unauthorized = (reason: string): Verdict => refused(failure('UNAUTHORIZED'), reason);

const authorizerOf = ({ compiled, route }: Routed): Authorizer | undefined =>
  compiled.snapshot.authorizers[route.method.authorizerId ?? ''];

/** What one identity source such as `method.request.header.Auth` gives, or undefined when blank. */
function identityValue(exchange: Routed, source: string): string | undefined {
  const [, place, name = ''] =
    /^method\.request\.(header|querystring)\.(.+)$/.exec(source.trim()) ?? [];
  if (place === 'header') return exchange.request.headers.get(name) || undefined;
  if (place === 'querystring') return exchange.request.query.get(name)?.at(-1) || undefined;
  const [root = '', key = ''] = source.trim().split('.', 2);
  return root === 'stageVariables' ? exchange.stageVariables[key] : source;
}

const sourcesOf = (authorizer: Authorizer) =>
  (authorizer.identitySource ?? '').split(',').filter((source) => source.trim() !== '');

/** Source: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html */
function authorizeByLambda(exchange: Routed): Verdict {
  const authorizer = authorizerOf(exchange);
  if (!authorizer)
    return refused(
      failure('AUTHORIZER_CONFIGURATION_ERROR'),
      'The method names an authorizer the deployment does not have.',
    );
  const missing = sourcesOf(authorizer).find(
    (source) => identityValue(exchange, source) === undefined,
  );
  const isCached = (authorizer.authorizerResultTtlInSeconds ?? 300) > 0;
  if (missing !== undefined && (authorizer.type === 'TOKEN' || isCached)) {
    return unauthorized(
      `Identity source ${missing} is missing or empty, so authorizer ${authorizer.name} is not called.`,
    );
  }
  const pattern = authorizer.identityValidationExpression;
  const token = identityValue(exchange, sourcesOf(authorizer)[0] ?? '') ?? '';
  if (authorizer.type === 'TOKEN' && pattern && !matchesWhole(pattern, token)) {
    return unauthorized(
      `The token does not match ${pattern}, so authorizer ${authorizer.name} is not called.`,
    );
  }
  return notBuilt('Lambda authorizers');
}

/** Source: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html */
function authorizeByCognito(exchange: Routed): Verdict {
  const authorizer = authorizerOf(exchange);
  if (!authorizer)
    return refused(
      failure('AUTHORIZER_CONFIGURATION_ERROR'),
      'The method names an authorizer the deployment does not have.',
    );
  const source = sourcesOf(authorizer)[0] ?? 'method.request.header.Authorization';
  const token = identityValue(exchange, source)?.replace(/^Bearer\s+/i, '');
  if (token === undefined) return unauthorized(`Identity source ${source} is missing or empty.`);
  if (!looksLikeToken(token)) return unauthorized('The token is no JSON Web Token.');
  const expiry = tokenExpiry(token);
  if (expiry !== undefined && expiry * 1_000 <= exchange.services.clock.now()) {
    return refused(
      failure('UNAUTHORIZED', { message: 'The incoming token has expired' }),
      'The token has expired.',
      { exp: expiry },
    );
  }
  return notBuilt('Cognito user pools');
}
