import { decide, requestKeys } from '#policy';
import type { Authorizer } from '../../services/apigatewayv2/state.ts';
import { ADMINISTRATOR } from '../../services/iam/stack.ts';
import { passed, refused } from '../context.ts';
import { callInTime, functionArnOf } from '../functions.ts';
import { policyEffect } from '../policy-response.ts';
import type { Value, ValueMap } from '../mapping/vtl/index.ts';
import { own } from '../own.ts';
import { routeArnOf, socketFailure, type RoutedExchange, type SocketVerdict } from './context.ts';
import { authorizerEventOf } from './events.ts';
import { valueOf } from './variables.ts';

const AUTHORIZER_TIMEOUT_MS = 10_000;

/**
 * Who may connect. Only `$connect` asks: a connection is let in once.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access.html
 */
export function authorizeConnect(exchange: RoutedExchange): SocketVerdict | Promise<SocketVerdict> {
  const { AuthorizationType: authorizationType, AuthorizerId = '' } = exchange.route;
  if (authorizationType === 'NONE')
    return passed('The $connect route asks for no authorization.', { authorizationType });
  if (authorizationType === 'AWS_IAM') return authorizeByIam(exchange);
  const authorizer = own(exchange.snapshot.authorizers, AuthorizerId);
  return authorizer
    ? authorizeByFunction(exchange, authorizer)
    : refused(
        socketFailure(500),
        'The $connect route names an authorizer the deployment does not have.',
      );
}

/** Source: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html */
async function authorizeByIam(exchange: RoutedExchange): Promise<SocketVerdict> {
  const { services, connection, found } = exchange;
  const { request } = connection;
  const isSigned =
    request.headers.get('authorization')?.startsWith('AWS4-') === true ||
    request.query.has('X-Amz-Signature');
  if (!isSigned)
    return refused(
      socketFailure(403, { message: 'Missing Authentication Token' }),
      'The $connect route asks for AWS_IAM, and the handshake is not signed.',
    );
  if (!services.authenticate)
    return refused(socketFailure(500), 'The local sandbox cannot check SigV4 signatures here.');
  const authentication = await services.authenticate(request.original, request.body);
  if (!authentication.ok)
    return refused(socketFailure(403), `The signature was checked: ${authentication.problem}.`, {
      problem: authentication.problem,
    });
  if (authentication.accountId !== found.account)
    // WebSocket APIs have no resource policy that could let another account in.
    return refused(socketFailure(403), 'The caller is of another account than the API.', {
      caller: authentication.arn,
    });
  const { arn, accountId, policies } = authentication;
  const { outcome } = decide(policies ?? ADMINISTRATOR, {
    principal: { kind: 'aws', account: accountId, arn },
    action: 'execute-api:Invoke',
    resource: routeArnOf(exchange),
    keys: requestKeys({ 'aws:SourceIp': request.sourceIp }),
  });
  return outcome === 'allowed'
    ? passed(`The policies of ${arn} allow execute-api:Invoke.`, { caller: arn })
    : refused(
        socketFailure(403),
        `The policies of ${arn} do not allow execute-api:Invoke on ${routeArnOf(exchange)}.`,
        { caller: arn },
      );
}

/** Source: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html */
async function authorizeByFunction(
  exchange: RoutedExchange,
  authorizer: Authorizer,
): Promise<SocketVerdict> {
  const { Name } = authorizer;
  const missing = authorizer.IdentitySource.find((source) => !valueOf(exchange, source));
  if (missing !== undefined)
    return refused(
      socketFailure(401),
      `Identity source ${missing} is missing or empty, so authorizer ${Name} is not called.`,
    );
  const payload = await ask(exchange, authorizer);
  if (typeof payload !== 'string') return payload;
  const result = read(payload);
  if (!result) return fail(exchange, `Authorizer ${Name} returned no policy.`);
  const effect = policyEffect(
    result.document,
    routeArnOf(exchange),
    exchange.connection.request.sourceIp,
  );
  if (effect === 'unreadable')
    return fail(exchange, `Authorizer ${Name} returned a policy without statements.`);
  if (effect !== 'allow')
    return refused(
      socketFailure(403),
      `The policy of authorizer ${Name} ${effect === 'deny' ? 'denies' : 'does not allow'} ${routeArnOf(exchange)}.`,
      { authorizer: Name },
    );
  exchange.connection.authorizer = { ...result.context, principalId: result.principalId };
  return passed(`The policy of authorizer ${Name} allows the connection.`, { authorizer: Name });
}

function fail(exchange: RoutedExchange, detail: string): SocketVerdict {
  exchange.authorizerError = detail;
  return refused(socketFailure(500), detail);
}

/** @returns the function's answer, JSON text, or why there is none */
async function ask(
  exchange: RoutedExchange,
  authorizer: Authorizer,
): Promise<string | SocketVerdict> {
  const { services, found, connection } = exchange;
  const { Name, AuthorizerId } = authorizer;
  const functionArn = functionArnOf(authorizer.AuthorizerUri ?? '');
  if (!services.invokeFunction)
    return fail(exchange, 'The local sandbox has no Lambda functions here.');
  if (functionArn === undefined)
    return fail(exchange, `"${authorizer.AuthorizerUri}" names no Lambda function.`);
  const outcome = await callInTime(
    services.invokeFunction,
    {
      functionArn,
      event: JSON.stringify(authorizerEventOf(exchange)),
      sourceArn: `arn:aws:execute-api:${found.region}:${found.account}:${connection.apiId}/authorizers/${AuthorizerId}`,
      account: found.account,
      role: authorizer.AuthorizerCredentialsArn,
    },
    AUTHORIZER_TIMEOUT_MS,
  );
  if (outcome === 'timeout')
    return fail(exchange, `Authorizer ${Name} did not answer within ${AUTHORIZER_TIMEOUT_MS} ms.`);
  if (outcome.kind !== 'answer')
    return fail(exchange, `Authorizer ${Name} could not be called: ${outcome.detail}`);
  if (!outcome.isError) return outcome.payload;
  // A function that throws exactly this refuses the client; any other error is the function's fault.
  return /"errorMessage":\s*"Unauthorized"/.test(outcome.payload)
    ? refused(socketFailure(401), `Authorizer ${Name} said "Unauthorized".`)
    : fail(exchange, `Authorizer ${Name} ended with an error: ${outcome.payload}`);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function read(payload: string) {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || !isRecord(value['policyDocument'])) return undefined;
  const { principalId, context } = value;
  return {
    document: value['policyDocument'],
    principalId: typeof principalId === 'string' ? principalId : undefined,
    context: isRecord(context) ? (structuredClone(context) as Record<string, Value>) : {},
  } satisfies { document: unknown; principalId: string | undefined; context: ValueMap };
}
