import type { APIGateway } from '@aws-sdk/client-api-gateway';
import type { OperationContext, Parsed } from '../context.ts';
import * as openApiExport from './openapi/export.ts';
import * as openApiImport from './openapi/import.ts';
import * as account from './operations/account.ts';
import * as apiKeys from './operations/api-keys.ts';
import * as authorizers from './operations/authorizers.ts';
import * as basePathMappings from './operations/base-path-mappings.ts';
import * as deployments from './operations/deployments.ts';
import * as documentation from './operations/documentation.ts';
import * as domainNames from './operations/domain-names.ts';
import * as gatewayResponses from './operations/gateway-responses.ts';
import * as integrationResponses from './operations/integration-responses.ts';
import * as integrations from './operations/integrations.ts';
import * as methodResponses from './operations/method-responses.ts';
import * as methods from './operations/methods.ts';
import * as models from './operations/models.ts';
import * as requestValidators from './operations/request-validators.ts';
import * as resources from './operations/resources.ts';
import * as restApis from './operations/rest-apis.ts';
import * as stages from './operations/stages.ts';
import * as tags from './operations/tags.ts';
import * as testInvoke from './operations/test-invoke.ts';
import * as usagePlanKeys from './operations/usage-plan-keys.ts';
import * as usagePlans from './operations/usage-plans.ts';
import * as usage from './operations/usage.ts';
import * as vpcLinks from './operations/vpc-links.ts';

/** Operations by the SDK's own names and input types: a misspelt name or member does not compile. */
type Operations = {
  readonly [Name in keyof APIGateway]?: APIGateway[Name] extends (
    input: infer Input,
    ...rest: never[]
  ) => unknown
    ? (context: OperationContext, input: Parsed<NonNullable<Input>>) => unknown
    : never;
};

/** What API Gateway v1 does here; an operation that is missing answers NotImplemented. */
export const apiGatewayOperations = {
  getAccount: account.getAccount,
  updateAccount: account.updateAccount,
  createApiKey: apiKeys.createApiKey,
  getApiKey: apiKeys.getApiKey,
  getApiKeys: apiKeys.getApiKeys,
  deleteApiKey: apiKeys.deleteApiKey,
  updateApiKey: apiKeys.updateApiKey,
  createAuthorizer: authorizers.createAuthorizer,
  getAuthorizer: authorizers.getAuthorizer,
  getAuthorizers: authorizers.getAuthorizers,
  deleteAuthorizer: authorizers.deleteAuthorizer,
  updateAuthorizer: authorizers.updateAuthorizer,
  createBasePathMapping: basePathMappings.createBasePathMapping,
  getBasePathMapping: basePathMappings.getBasePathMapping,
  getBasePathMappings: basePathMappings.getBasePathMappings,
  deleteBasePathMapping: basePathMappings.deleteBasePathMapping,
  updateBasePathMapping: basePathMappings.updateBasePathMapping,
  createDeployment: deployments.createDeployment,
  getDeployment: deployments.getDeployment,
  getDeployments: deployments.getDeployments,
  deleteDeployment: deployments.deleteDeployment,
  updateDeployment: deployments.updateDeployment,
  createDocumentationPart: documentation.createDocumentationPart,
  getDocumentationPart: documentation.getDocumentationPart,
  getDocumentationParts: documentation.getDocumentationParts,
  deleteDocumentationPart: documentation.deleteDocumentationPart,
  updateDocumentationPart: documentation.updateDocumentationPart,
  createDocumentationVersion: documentation.createDocumentationVersion,
  getDocumentationVersion: documentation.getDocumentationVersion,
  getDocumentationVersions: documentation.getDocumentationVersions,
  deleteDocumentationVersion: documentation.deleteDocumentationVersion,
  updateDocumentationVersion: documentation.updateDocumentationVersion,
  createDomainName: domainNames.createDomainName,
  getDomainName: domainNames.getDomainName,
  getDomainNames: domainNames.getDomainNames,
  deleteDomainName: domainNames.deleteDomainName,
  updateDomainName: domainNames.updateDomainName,
  putGatewayResponse: gatewayResponses.putGatewayResponse,
  getGatewayResponse: gatewayResponses.getGatewayResponse,
  getGatewayResponses: gatewayResponses.getGatewayResponses,
  deleteGatewayResponse: gatewayResponses.deleteGatewayResponse,
  updateGatewayResponse: gatewayResponses.updateGatewayResponse,
  putIntegrationResponse: integrationResponses.putIntegrationResponse,
  getIntegrationResponse: integrationResponses.getIntegrationResponse,
  deleteIntegrationResponse: integrationResponses.deleteIntegrationResponse,
  updateIntegrationResponse: integrationResponses.updateIntegrationResponse,
  putIntegration: integrations.putIntegration,
  getIntegration: integrations.getIntegration,
  deleteIntegration: integrations.deleteIntegration,
  updateIntegration: integrations.updateIntegration,
  putMethodResponse: methodResponses.putMethodResponse,
  getMethodResponse: methodResponses.getMethodResponse,
  deleteMethodResponse: methodResponses.deleteMethodResponse,
  updateMethodResponse: methodResponses.updateMethodResponse,
  putMethod: methods.putMethod,
  getMethod: methods.getMethod,
  deleteMethod: methods.deleteMethod,
  updateMethod: methods.updateMethod,
  createModel: models.createModel,
  getModel: models.getModel,
  getModels: models.getModels,
  deleteModel: models.deleteModel,
  updateModel: models.updateModel,
  createRequestValidator: requestValidators.createRequestValidator,
  getRequestValidator: requestValidators.getRequestValidator,
  getRequestValidators: requestValidators.getRequestValidators,
  deleteRequestValidator: requestValidators.deleteRequestValidator,
  updateRequestValidator: requestValidators.updateRequestValidator,
  createResource: resources.createResource,
  getResource: resources.getResource,
  getResources: resources.getResources,
  deleteResource: resources.deleteResource,
  updateResource: resources.updateResource,
  createRestApi: restApis.createRestApi,
  getRestApi: restApis.getRestApi,
  getRestApis: restApis.getRestApis,
  deleteRestApi: restApis.deleteRestApi,
  updateRestApi: restApis.updateRestApi,
  getExport: openApiExport.getExport,
  importRestApi: openApiImport.importRestApi,
  putRestApi: openApiImport.putRestApi,
  testInvokeAuthorizer: testInvoke.testInvokeAuthorizer,
  testInvokeMethod: testInvoke.testInvokeMethod,

  createStage: stages.createStage,
  getStage: stages.getStage,
  getStages: stages.getStages,
  deleteStage: stages.deleteStage,
  updateStage: stages.updateStage,
  flushStageCache: stages.flushStageCache,
  flushStageAuthorizersCache: stages.flushStageAuthorizersCache,
  getTags: tags.getTags,
  tagResource: tags.tagResource,
  untagResource: tags.untagResource,
  getUsage: usage.getUsage,
  updateUsage: usage.updateUsage,
  createUsagePlanKey: usagePlanKeys.createUsagePlanKey,
  getUsagePlanKey: usagePlanKeys.getUsagePlanKey,
  getUsagePlanKeys: usagePlanKeys.getUsagePlanKeys,
  deleteUsagePlanKey: usagePlanKeys.deleteUsagePlanKey,
  createUsagePlan: usagePlans.createUsagePlan,
  getUsagePlan: usagePlans.getUsagePlan,
  getUsagePlans: usagePlans.getUsagePlans,
  deleteUsagePlan: usagePlans.deleteUsagePlan,
  updateUsagePlan: usagePlans.updateUsagePlan,
  createVpcLink: vpcLinks.createVpcLink,
  getVpcLink: vpcLinks.getVpcLink,
  getVpcLinks: vpcLinks.getVpcLinks,
  deleteVpcLink: vpcLinks.deleteVpcLink,
  updateVpcLink: vpcLinks.updateVpcLink,
} satisfies Operations;
