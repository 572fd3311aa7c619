import { badRequest } from '../../../wire/errors.ts';
import type { OperationContext } from '../../context.ts';
import { values } from '../../records.ts';
import type { ApiRecord, Integration } from '../state.ts';
import { deploy, serve } from './deploy.ts';
import { newIntegration } from './integrations.ts';
import { newRoute } from './routes.ts';
import { newStage } from './stages.ts';

/** What quick create takes besides the API's own members. */
interface QuickCreate {
  readonly Target: string;
  readonly RouteKey?: string | undefined;
  readonly CredentialsArn?: string | undefined;
}

const isLambda = (target: string) => /^arn:aws[a-z-]*:(lambda|apigateway):/.test(target);

/** A URL becomes HTTP_PROXY, a function's ARN AWS_PROXY with payload 2.0 (documented). */
const integrationFor = (Target: string) =>
  isLambda(Target)
    ? ({
        IntegrationType: 'AWS_PROXY',
        IntegrationMethod: 'POST',
        PayloadFormatVersion: '2.0',
      } as const)
    : ({
        IntegrationType: 'HTTP_PROXY',
        IntegrationMethod: 'ANY',
        PayloadFormatVersion: '1.0',
      } as const);

/**
 * An API with an integration, a catch-all route and a `$default` stage that deploys itself, in one
 * call. All three are managed by API Gateway.
 * Source: docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html
 */
export function quickCreate(
  context: OperationContext,
  record: ApiRecord,
  { Target, RouteKey = '$default', CredentialsArn }: QuickCreate,
): void {
  if (record.api.ProtocolType !== 'HTTP')
    throw badRequest('Quick create is supported for HTTP APIs only');
  const integration = newIntegration(context, record, {
    ...integrationFor(Target),
    IntegrationUri: Target,
    CredentialsArn,
  });
  integration.ApiGatewayManaged = true;
  record.integrations[integration.IntegrationId] = integration;
  const route = newRoute(context, record, {
    RouteKey,
    Target: `integrations/${integration.IntegrationId}`,
  });
  route.ApiGatewayManaged = true;
  record.routes[route.RouteId] = route;
  const stage = newStage(context, record, { StageName: '$default', AutoDeploy: true });
  stage.ApiGatewayManaged = true;
  record.stages[stage.StageName] = stage;
  const { DeploymentId } = deploy(context, record, {
    isAutomatic: true,
    description: 'Automatic deployment triggered by changes to the Api configuration',
  });
  serve(context, stage, DeploymentId);
  stage.LastDeploymentStatusMessage = `Successfully deployed stage with deployment ID '${DeploymentId}'`;
}

/** `target`, `routeKey` and `credentialsArn` of an update reach what quick create has made. */
export function updateQuickCreated(
  record: ApiRecord,
  { Target, RouteKey, CredentialsArn }: { readonly [K in keyof QuickCreate]?: string | undefined },
): void {
  if (Target === undefined && RouteKey === undefined && CredentialsArn === undefined) return;
  const managed = values(record.routes).find((route) => route.ApiGatewayManaged);
  const integration = values(record.integrations).find((one) => one.ApiGatewayManaged);
  if (!managed || !integration)
    throw badRequest(
      'Target, route key and credentials can only be updated on a quick created API',
    );
  if (RouteKey !== undefined) managed.RouteKey = RouteKey;
  if (CredentialsArn !== undefined) integration.CredentialsArn = CredentialsArn;
  if (Target !== undefined)
    Object.assign(integration, {
      ...integrationFor(Target),
      IntegrationUri: Target,
    } satisfies Partial<Integration>);
}
