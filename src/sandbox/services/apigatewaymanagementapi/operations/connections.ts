import type {
  GetConnectionRequest,
  PostToConnectionRequest,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { decide, requestKeys } from '#policy';
import { AwsError, badRequest } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { principalOf, stackOf } from '../../iam/stack.ts';

/** Source: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html */
const MAX_MESSAGE_BYTES = 128 * 1024;
const CONNECTION_ID = /^[\w-]{15}=$/;

/** The text after the code is assumed: clients show the code. */
const gone = () => new AwsError('GoneException', 410, 'Gone');
const forbidden = (message: string) => new AwsError('ForbiddenException', 403, message);

/**
 * The connection, where the caller may manage it.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html
 */
function reach(context: OperationContext, id: string, method: 'POST' | 'GET' | 'DELETE') {
  if (!CONNECTION_ID.test(id)) throw badRequest(`Invalid connectionId: ${id}`);
  const { caller, invoked, sandbox } = context;
  const found = context.connections.find(id);
  const isOfStage =
    !found || !invoked || (found.apiId === invoked.apiId && found.stageName === invoked.stage);
  if (!found || !isOfStage) throw gone();
  if (found.account !== caller.accountId) throw forbidden('Forbidden');
  const resource = `arn:aws:execute-api:${found.region}:${found.account}:${found.apiId}/${found.stageName}/${method}/@connections/${id}`;
  const { outcome } = decide(stackOf(sandbox, caller), {
    principal: principalOf(caller),
    action: 'execute-api:ManageConnections',
    resource,
    keys: requestKeys({}),
  });
  if (outcome !== 'allowed') {
    throw forbidden(
      `User: ${caller.arn} is not authorized to perform: execute-api:ManageConnections on resource: ${resource}`,
    );
  }
  return found;
}

/** Messages are text: bytes that are no UTF-8 reach the client with replacement characters. */
export function postToConnection(
  context: OperationContext,
  // The SDK's own type takes streams and more; on the wire all of them are bytes.
  {
    ConnectionId,
    Data,
  }: Parsed<Omit<PostToConnectionRequest, 'Data'>> & { readonly Data?: unknown },
): void {
  const { id } = reach(context, ConnectionId, 'POST');
  const bytes =
    Data instanceof Uint8Array
      ? Data
      : new TextEncoder().encode(typeof Data === 'string' ? Data : '');
  if (bytes.length > MAX_MESSAGE_BYTES)
    throw new AwsError(
      'PayloadTooLargeException',
      413,
      `The message is larger than ${MAX_MESSAGE_BYTES} bytes.`,
    );
  context.connections.post(id, new TextDecoder().decode(bytes));
}

export function getConnection(
  context: OperationContext,
  { ConnectionId }: Parsed<GetConnectionRequest>,
) {
  const { connectedAt, lastActiveAt, request } = reach(context, ConnectionId, 'GET');
  return {
    ConnectedAt: connectedAt / 1000,
    LastActiveAt: lastActiveAt / 1000,
    Identity: {
      SourceIp: request.sourceIp,
      UserAgent: request.headers.get('user-agent') ?? '',
    },
  };
}

export async function deleteConnection(
  context: OperationContext,
  { ConnectionId }: Parsed<GetConnectionRequest>,
): Promise<void> {
  const { id } = reach(context, ConnectionId, 'DELETE');
  await context.connections.close(id);
}
