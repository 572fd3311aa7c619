import type { ApiGatewayV2 } from '@aws-sdk/client-apigatewayv2';
import type { OperationContext, Parsed } from '../context.ts';
import * as openApiExport from './openapi/export.ts';
import * as openApiImport from './openapi/import.ts';
import * as apis from './operations/apis.ts';
import * as apiMappings from './operations/api-mappings.ts';
import * as authorizers from './operations/authorizers.ts';
import * as deployments from './operations/deployments.ts';
import * as domainNames from './operations/domain-names.ts';
import * as integrationResponses from './operations/integration-responses.ts';
import * as integrations from './operations/integrations.ts';
import * as models from './operations/models.ts';
import * as routeResponses from './operations/route-responses.ts';
import * as routes from './operations/routes.ts';
import * as stages from './operations/stages.ts';
import * as tags from './operations/tags.ts';
import * as vpcLinks from './operations/vpc-links.ts';

/** Operations by the SDK's own names and input types: a misspelt name or member does not compile. */
type Operations = {
  readonly [Name in keyof ApiGatewayV2]?: ApiGatewayV2[Name] extends (
    input: infer Input,
    ...rest: never[]
  ) => unknown
    ? (context: OperationContext, input: Parsed<NonNullable<Input>>) => unknown
    : never;
};

/** What API Gateway v2 does here; an operation that is missing answers NotImplemented. */
export const apiGatewayV2Operations = {
  createApi: apis.createApi,
  getApi: apis.getApi,
  getApis: apis.getApis,
  deleteApi: apis.deleteApi,
  updateApi: apis.updateApi,
  importApi: openApiImport.importApi,
  reimportApi: openApiImport.reimportApi,
  exportApi: openApiExport.exportApi,
  deleteCorsConfiguration: apis.deleteCorsConfiguration,
  createApiMapping: apiMappings.createApiMapping,
  getApiMapping: apiMappings.getApiMapping,
  getApiMappings: apiMappings.getApiMappings,
  deleteApiMapping: apiMappings.deleteApiMapping,
  updateApiMapping: apiMappings.updateApiMapping,
  createAuthorizer: authorizers.createAuthorizer,
  getAuthorizer: authorizers.getAuthorizer,
  getAuthorizers: authorizers.getAuthorizers,
  deleteAuthorizer: authorizers.deleteAuthorizer,
  updateAuthorizer: authorizers.updateAuthorizer,
  createDeployment: deployments.createDeployment,
  getDeployment: deployments.getDeployment,
  getDeployments: deployments.getDeployments,
  deleteDeployment: deployments.deleteDeployment,
  updateDeployment: deployments.updateDeployment,
  createDomainName: domainNames.createDomainName,
  getDomainName: domainNames.getDomainName,
  getDomainNames: domainNames.getDomainNames,
  deleteDomainName: domainNames.deleteDomainName,
  updateDomainName: domainNames.updateDomainName,
  createIntegrationResponse: integrationResponses.createIntegrationResponse,
  getIntegrationResponse: integrationResponses.getIntegrationResponse,
  getIntegrationResponses: integrationResponses.getIntegrationResponses,
  deleteIntegrationResponse: integrationResponses.deleteIntegrationResponse,
  updateIntegrationResponse: integrationResponses.updateIntegrationResponse,
  createIntegration: integrations.createIntegration,
  getIntegration: integrations.getIntegration,
  getIntegrations: integrations.getIntegrations,
  deleteIntegration: integrations.deleteIntegration,
  updateIntegration: integrations.updateIntegration,
  createModel: models.createModel,
  getModel: models.getModel,
  getModels: models.getModels,
  deleteModel: models.deleteModel,
  updateModel: models.updateModel,
  createRouteResponse: routeResponses.createRouteResponse,
  getRouteResponse: routeResponses.getRouteResponse,
  getRouteResponses: routeResponses.getRouteResponses,
  deleteRouteResponse: routeResponses.deleteRouteResponse,
  updateRouteResponse: routeResponses.updateRouteResponse,
  createRoute: routes.createRoute,
  getRoute: routes.getRoute,
  getRoutes: routes.getRoutes,
  deleteRoute: routes.deleteRoute,
  updateRoute: routes.updateRoute,
  deleteRouteRequestParameter: routes.deleteRouteRequestParameter,
  createStage: stages.createStage,
  getStage: stages.getStage,
  getStages: stages.getStages,
  deleteStage: stages.deleteStage,
  updateStage: stages.updateStage,
  deleteAccessLogSettings: stages.deleteAccessLogSettings,
  deleteRouteSettings: stages.deleteRouteSettings,
  resetAuthorizersCache: stages.resetAuthorizersCache,
  getTags: tags.getTags,
  tagResource: tags.tagResource,
  untagResource: tags.untagResource,
  createVpcLink: vpcLinks.createVpcLink,
  getVpcLink: vpcLinks.getVpcLink,
  getVpcLinks: vpcLinks.getVpcLinks,
  deleteVpcLink: vpcLinks.deleteVpcLink,
  updateVpcLink: vpcLinks.updateVpcLink,
} satisfies Operations;
