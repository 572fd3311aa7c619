import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import {
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateIntegrationResponseCommand,
  CreateRouteCommand,
  CreateRouteResponseCommand,
  CreateStageCommand,
  type CreateIntegrationCommandInput,
  type CreateRouteCommandInput,
  type CreateStageCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { AddPermissionCommand, CreateFunctionCommand } from '@aws-sdk/client-lambda';
import { zipSync } from 'fflate';
import { onTestFinished } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';
import { seededRandom } from '#core';
import { createQuickJsRuntime } from '../../../src/sandbox/adapters/quickjs/index.ts';
import { LOCAL, openSandbox, type Credentials } from '../support.ts';

const SETTLED_MS = 3000;
const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function';

/** Everything that came over one socket, and promises of what comes next. */
export function listen(socket: WebSocket) {
  const received: string[] = [];
  const waiting: ((text: string) => void)[] = [];
  socket.on('message', (data: Buffer) => {
    const text = data.toString('utf8');
    const next = waiting.shift();
    if (next) next(text);
    else received.push(text);
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString('utf8') }));
  });
  socket.on('error', () => undefined);
  return {
    socket,
    closed,
    next: () =>
      new Promise<string>((resolve) => {
        const text = received.shift();
        if (text === undefined) waiting.push(resolve);
        else resolve(text);
      }),
    send: (message: unknown) =>
      socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
  };
}
export type Client = ReturnType<typeof listen>;

/** A WebSocket API `chat` with a stage `prod` that deploys by itself. */
export async function openChat(stage: Partial<CreateStageCommandInput> = {}) {
  const runtime = createQuickJsRuntime({
    clock: { now: () => Date.now() },
    random: seededRandom(3),
  });
  onTestFinished(() => runtime.close());
  const made = await openSandbox({
    lambda: runtime,
    fetch: async (request) =>
      Response.json({
        method: request.method,
        path: new URL(request.url).pathname,
        user: request.headers.get('x-connection'),
        body: await request.text(),
      }),
  });
  const control = made.apigatewayv2();
  const { ApiId = '' } = await control.send(
    new CreateApiCommand({
      Name: 'chat',
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: '$request.body.action',
    }),
  );
  await control.send(
    new CreateStageCommand({ ApiId, StageName: 'prod', AutoDeploy: true, ...stage }),
  );
  const invokeUrl = `${made.url}/_sandbox/invoke/${ApiId}/prod`;
  const socketUrl = invokeUrl.replace(/^http/, 'ws');

  async function integration(input: Partial<CreateIntegrationCommandInput>): Promise<string> {
    const { IntegrationId = '' } = await control.send(
      new CreateIntegrationCommand({ ApiId, IntegrationType: 'MOCK', ...input }),
    );
    return IntegrationId;
  }

  async function route(
    RouteKey: string,
    integrationId: string | undefined,
    input: Partial<CreateRouteCommandInput> & { readonly isTwoWay?: boolean } = {},
  ): Promise<void> {
    const { isTwoWay, ...rest } = input;
    const { RouteId = '' } = await control.send(
      new CreateRouteCommand({
        ApiId,
        RouteKey,
        ...(integrationId !== undefined && { Target: `integrations/${integrationId}` }),
        ...(isTwoWay && { RouteResponseSelectionExpression: '$default' }),
        ...rest,
      }),
    );
    if (isTwoWay)
      await control.send(
        new CreateRouteResponseCommand({ ApiId, RouteId, RouteResponseKey: '$default' }),
      );
  }

  const management = (credentials: Credentials = LOCAL) =>
    new ApiGatewayManagementApiClient({ ...made.settings(credentials), endpoint: invokeUrl });

  return {
    ...made,
    ApiId,
    control,
    invokeUrl,
    socketUrl,
    integration,
    route,
    /** An integration whose answer is the template's text. */
    async mock(template: string): Promise<string> {
      const IntegrationId = await integration({
        TemplateSelectionExpression: '\\$default',
        RequestTemplates: { $default: '{"statusCode": 200}' },
      });
      await control.send(
        new CreateIntegrationResponseCommand({
          ApiId,
          IntegrationId,
          IntegrationResponseKey: '$default',
          TemplateSelectionExpression: '\\$default',
          ResponseTemplates: { $default: template },
        }),
      );
      return IntegrationId;
    },
    /** A Lambda function that API Gateway may call, by its source; @returns its ARN */
    async lambdaFunction(name: string, source: string, Role = 'arn:aws:iam::123456789012:role/fn') {
      const lambda = made.lambda();
      await lambda.send(
        new CreateFunctionCommand({
          FunctionName: name,
          Runtime: 'nodejs22.x',
          Handler: 'index.handler',
          Role,
          Code: { ZipFile: zipSync({ 'index.mjs': new TextEncoder().encode(source) }) },
        }),
      );
      made.pass(SETTLED_MS);
      await lambda.send(
        new AddPermissionCommand({
          FunctionName: name,
          StatementId: 'gateway',
          Action: 'lambda:InvokeFunction',
          Principal: 'apigateway.amazonaws.com',
        }),
      );
      return `${FUNCTION}:${name}`;
    },
    proxy: (functionArn: string) =>
      integration({
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
      }),
    /** Opens a socket; rejects with the handshake's answer when it is refused. */
    connect(options: ClientOptions = {}, query = '', protocols: string[] = []): Promise<Client> {
      const socket = new WebSocket(`${socketUrl}${query}`, protocols, options);
      const client = listen(socket);
      onTestFinished(() => socket.terminate());
      return new Promise((resolve, reject) => {
        socket.once('open', () => resolve(client));
        socket.once('unexpected-response', (_request, response) => {
          let body = '';
          response.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
          response.on('end', () => reject(new Error(`${response.statusCode} ${body}`)));
        });
      });
    },
    management,
    post: (ConnectionId: string, Data: string, credentials?: Credentials) =>
      management(credentials).send(new PostToConnectionCommand({ ConnectionId, Data })),
    get: (ConnectionId: string) => management().send(new GetConnectionCommand({ ConnectionId })),
    drop: (ConnectionId: string) =>
      management().send(new DeleteConnectionCommand({ ConnectionId })),
    traces: (limit = 20) => made.sandbox.traces('test', limit),
  };
}
