import { passed, refused } from '../../context.ts';
import { own } from '../../own.ts';
import { httpFailure, type HttpRouted, type HttpStep, type HttpVerdict } from '../context.ts';
import { authorizeByFunction } from './authorize-function.ts';
import { evaluate, requestVariables } from '../expressions.ts';

/**
 * Who may call: the route's authorization type decides how that is found out.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html
 */
export const authorize: HttpStep = {
  name: 'authorize',
  run(exchange) {
    const { AuthorizationType: authorizationType, AuthorizerId = '' } = exchange.route;
    if (authorizationType === 'NONE')
      return passed('The route asks for no authorization.', { authorizationType });
    if (authorizationType === 'AWS_IAM') return authorizeByIam(exchange);
    const authorizer = own(exchange.snapshot.authorizers, AuthorizerId);
    if (!authorizer)
      return refused(
        httpFailure(500),
        'The route names an authorizer the deployment does not have.',
      );
    return authorizationType === 'JWT'
      ? authorizeByToken(exchange, authorizer)
      : authorizeByFunction(exchange, authorizer);
  },
};

type Authorizer = HttpRouted['snapshot']['authorizers'][string];

/** Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html */
async function authorizeByToken(
  exchange: HttpRouted,
  authorizer: Authorizer,
): Promise<HttpVerdict> {
  const { JwtConfiguration: jwt = {}, IdentitySource, Name } = authorizer;
  const [source = ''] = IdentitySource;
  const found = evaluate(source, requestVariables(exchange));
  const token = found?.replace(/^Bearer\s+/i, '').trim();
  if (!token) {
    return refused(
      httpFailure(401, { headers: { 'www-authenticate': 'Bearer' } }),
      `Identity source ${source} holds no token.`,
      { authorizer: Name },
    );
  }
  const scopes = exchange.route.AuthorizationScopes ?? [];
  const outcome = await exchange.services.tokens.check(token, {
    issuer: jwt.Issuer ?? '',
    audience: jwt.Audience ?? [],
    scopes,
  });
  if (!outcome.ok) {
    exchange.authorizerError = outcome.detail;
    const challenge = `Bearer scope="${scopes.join(' ')}" error="${outcome.error}" error_description="${outcome.detail}"`;
    const status = outcome.error === 'insufficient_scope' ? 403 : 401;
    return refused(
      httpFailure(status, { headers: { 'www-authenticate': challenge } }),
      `Authorizer ${Name} refuses the token: ${outcome.detail}.`,
      { authorizer: Name, issuer: jwt.Issuer ?? null, audience: (jwt.Audience ?? []).join(', ') },
    );
  }
  exchange.authorized = {
    kind: 'jwt',
    claims: Object.fromEntries(
      Object.entries(outcome.claims).map(([name, value]) => [name, claimText(value)]),
    ),
    scopes: outcome.scopes,
  };
  return passed(`Authorizer ${Name} takes the token of ${outcome.claims.sub ?? 'its client'}.`, {
    authorizer: Name,
    subject: outcome.claims.sub ?? null,
    scopes: outcome.scopes?.join(' ') ?? null,
  });
}

/** Claims reach the backend as text; lists in square brackets, as Java writes them (assumed from reports). */
function claimText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(claimText).join(' ')}]`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const isSigned = ({ request }: HttpRouted) =>
  request.headers.get('authorization')?.startsWith('AWS4-') === true ||
  request.query.has('X-Amz-Signature');

/** Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html */
async function authorizeByIam(exchange: HttpRouted): Promise<HttpVerdict> {
  const { services, request, found } = exchange;
  if (!isSigned(exchange))
    return refused(httpFailure(403), 'The route asks for AWS_IAM, and the request is not signed.');
  if (!services.authenticate)
    return refused(httpFailure(500), 'The local sandbox cannot check SigV4 signatures here.');
  const authentication = await services.authenticate(request.original, request.body);
  if (!authentication.ok) {
    return refused(httpFailure(403), `The signature was checked: ${authentication.problem}.`, {
      problem: authentication.problem,
    });
  }
  if (authentication.accountId !== found.account) {
    // HTTP APIs have no resource policy that could let another account in.
    return refused(httpFailure(403), 'The caller is of another account than the API.', {
      caller: authentication.arn,
    });
  }
  exchange.authorized = { kind: 'iam', caller: authentication };
  return passed(`Signed by ${authentication.arn}, of the API's account.`, {
    caller: authentication.arn,
  });
}
