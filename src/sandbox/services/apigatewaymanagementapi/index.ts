import type { ApiGatewayManagementApi } from '@aws-sdk/client-apigatewaymanagementapi';
import type { OperationContext, Parsed } from '../context.ts';
import * as connections from './operations/connections.ts';

/** Operations by the SDK's own names and input types: a misspelt name or member does not compile. */
type Operations = {
  readonly [Name in keyof ApiGatewayManagementApi]?: ApiGatewayManagementApi[Name] extends (
    input: infer Input,
    ...rest: never[]
  ) => unknown
    ? (context: OperationContext, input: Parsed<NonNullable<Input>>) => unknown
    : never;
};

/** What backends do with the clients of WebSocket APIs: `@connections`. */
export const managementOperations = {
  deleteConnection: connections.deleteConnection,
  getConnection: connections.getConnection,
  postToConnection: connections.postToConnection,
} satisfies Operations;
