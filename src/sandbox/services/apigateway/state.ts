/**
 * What API Gateway v1 keeps per account and Region: plain JSON in AWS's own wire form (member names
 * as answers carry them, dates as epoch seconds), so that a snapshot is `JSON.stringify`.
 */

export type Text = Record<string, string>;
export type Flags = Record<string, boolean>;
/** Seconds since 1970-01-01T00:00:00Z. */
export type EpochSeconds = number;

export interface EndpointConfiguration {
  types: string[];
  ipAddressType?: string;
  vpcEndpointIds?: string[];
}

/** The API itself, without what lies below it. */
export interface RestApi {
  id: string;
  name: string;
  description?: string;
  createdDate: EpochSeconds;
  version?: string;
  warnings?: string[];
  binaryMediaTypes?: string[];
  minimumCompressionSize?: number;
  apiKeySource: string;
  endpointConfiguration: EndpointConfiguration;
  /** As the author wrote it; answers carry it with its quotes escaped, as AWS does. */
  policy?: string;
  tags?: Text;
  disableExecuteApiEndpoint: boolean;
  rootResourceId: string;
  securityPolicy?: string;
  endpointAccessMode?: string;
}

export interface MethodResponse {
  statusCode: string;
  responseParameters?: Flags;
  responseModels?: Text;
}

export interface IntegrationResponse {
  statusCode: string;
  selectionPattern?: string;
  responseParameters?: Text;
  responseTemplates?: Record<string, string | null>;
  contentHandling?: string;
}

export interface Integration {
  type: string;
  httpMethod?: string;
  uri?: string;
  connectionType?: string;
  connectionId?: string;
  credentials?: string;
  requestParameters?: Text;
  requestTemplates?: Text;
  passthroughBehavior: string;
  contentHandling?: string;
  timeoutInMillis: number;
  cacheNamespace: string;
  cacheKeyParameters: string[];
  integrationResponses?: Record<string, IntegrationResponse>;
  tlsConfig?: { insecureSkipVerification?: boolean };
  responseTransferMode?: string;
  integrationTarget?: string;
}

export interface Method {
  httpMethod: string;
  authorizationType: string;
  authorizerId?: string;
  apiKeyRequired: boolean;
  requestValidatorId?: string;
  operationName?: string;
  requestParameters?: Flags;
  requestModels?: Text;
  methodResponses?: Record<string, MethodResponse>;
  methodIntegration?: Integration;
  authorizationScopes?: string[];
}

export interface Resource {
  id: string;
  parentId?: string;
  pathPart?: string;
  path: string;
  /** By HTTP method, upper case; `ANY` is a method of its own. */
  resourceMethods?: Record<string, Method>;
}

export interface Model {
  id: string;
  name: string;
  description?: string;
  schema?: string;
  contentType: string;
}

export interface RequestValidator {
  id: string;
  name: string;
  validateRequestBody: boolean;
  validateRequestParameters: boolean;
}

/** A claim that a token must or may carry. */
export interface JwtAdditionalClaim {
  claimName: string;
  /** Kept as it is. */
  format: string;
  /** One of them must be in the claim, where the token has it. */
  expectedValues?: string[];
  required?: boolean;
}

/** Who may issue tokens, and for whom. */
export interface JwtIssuer {
  /** Exactly the token's `iss`. */
  issuer: string;
  audiences: string[];
  additionalClaims?: JwtAdditionalClaim[];
}

export interface JwtConfiguration {
  defaultAlgorithms: string[];
  issuers: JwtIssuer[];
}

export interface Authorizer {
  id: string;
  name: string;
  /** TOKEN, REQUEST, COGNITO_USER_POOLS or JWT. */
  type: string;
  providerARNs?: string[];
  authType?: string;
  authorizerUri?: string;
  authorizerCredentials?: string;
  identitySource?: string;
  identityValidationExpression?: string;
  authorizerResultTtlInSeconds?: number;
  jwtConfiguration?: JwtConfiguration;
}

export interface GatewayResponse {
  responseType: string;
  statusCode?: string;
  responseParameters?: Text;
  responseTemplates?: Text;
  defaultResponse: boolean;
}

/** What a deployment froze: the data plane reads this and never the live resources. */
export interface DeploymentSnapshot {
  binaryMediaTypes: string[];
  minimumCompressionSize?: number;
  apiKeySource: string;
  endpointConfiguration: EndpointConfiguration;
  policy?: string;
  disableExecuteApiEndpoint: boolean;
  resources: Record<string, Resource>;
  models: Record<string, Model>;
  requestValidators: Record<string, RequestValidator>;
  authorizers: Record<string, Authorizer>;
  /** Only those that were customised, by response type. */
  gatewayResponses: Record<string, GatewayResponse>;
}

export interface Deployment {
  id: string;
  description?: string;
  createdDate: EpochSeconds;
  snapshot: DeploymentSnapshot;
}

export interface MethodSetting {
  metricsEnabled: boolean;
  loggingLevel?: string;
  dataTraceEnabled: boolean;
  /** -1: none of its own, the account's limit counts. */
  throttlingBurstLimit: number;
  throttlingRateLimit: number;
  cachingEnabled: boolean;
  cacheTtlInSeconds: number;
  cacheDataEncrypted: boolean;
  requireAuthorizationForCacheControl: boolean;
  unauthorizedCacheControlHeaderStrategy: string;
}

export interface CanarySettings {
  percentTraffic: number;
  deploymentId: string;
  stageVariableOverrides?: Text;
  useStageCache: boolean;
}

export interface Stage {
  stageName: string;
  deploymentId: string;
  clientCertificateId?: string;
  description?: string;
  cacheClusterEnabled: boolean;
  cacheClusterSize?: string;
  cacheClusterStatus: string;
  /** Clock time (ms) at which a creating or deleting cache cluster gets to its end. Not on the wire. */
  cacheSettledAt?: number;
  /** By `resourcePath/METHOD` (without the leading slash, `~1` for inner ones) or `*` + `/*`. */
  methodSettings: Record<string, MethodSetting>;
  variables?: Text;
  documentationVersion?: string;
  accessLogSettings?: { format?: string; destinationArn?: string };
  canarySettings?: CanarySettings;
  tracingEnabled: boolean;
  webAclArn?: string;
  tags?: Text;
  createdDate: EpochSeconds;
  lastUpdatedDate: EpochSeconds;
  /** Counts FlushStageCache and FlushStageAuthorizersCache, so that the data plane drops its caches. Not on the wire. */
  cacheFlushes?: number;
  authorizerCacheFlushes?: number;
}

export interface DocumentationPart {
  id: string;
  location: { type: string; path?: string; method?: string; statusCode?: string; name?: string };
  properties: string;
}

export interface DocumentationVersion {
  version: string;
  createdDate: EpochSeconds;
  description?: string;
}

/** A REST API with everything below it. Keys of records are ids, names or types as AWS's paths use. */
export interface RestApiRecord {
  api: RestApi;
  resources: Record<string, Resource>;
  models: Record<string, Model>;
  requestValidators: Record<string, RequestValidator>;
  authorizers: Record<string, Authorizer>;
  gatewayResponses: Record<string, GatewayResponse>;
  deployments: Record<string, Deployment>;
  stages: Record<string, Stage>;
  documentationParts: Record<string, DocumentationPart>;
  documentationVersions: Record<string, DocumentationVersion>;
}

export interface ThrottleSettings {
  burstLimit?: number;
  rateLimit?: number;
}

export interface QuotaSettings {
  limit: number;
  offset: number;
  /** DAY, WEEK or MONTH. */
  period: string;
}

export interface ApiStage {
  apiId: string;
  stage: string;
  /** Method limits, by `/resource/path/METHOD`. */
  throttle?: Record<string, ThrottleSettings>;
}

export interface UsagePlan {
  id: string;
  name: string;
  description?: string;
  apiStages: ApiStage[];
  throttle?: ThrottleSettings;
  quota?: QuotaSettings;
  productCode?: string;
  tags?: Text;
}

export interface ApiKey {
  id: string;
  value: string;
  name?: string;
  customerId?: string;
  description?: string;
  enabled: boolean;
  createdDate: EpochSeconds;
  lastUpdatedDate: EpochSeconds;
  /** `restApiId/stageName`, from before usage plans. */
  stageKeys: string[];
  tags?: Text;
}

/** One key's use of one plan. */
export interface KeyUsage {
  /** Requests counted by UTC day, `YYYY-MM-DD`. */
  days: Record<string, number>;
  /** Set by UpdateUsage: what was left of the quota, from that day's period on until it ends. */
  granted?: { period: string; remaining: number; usedBefore: number };
}

export interface VpcLink {
  id: string;
  name: string;
  description?: string;
  targetArns: string[];
  status: string;
  statusMessage?: string;
  tags?: Text;
  /** Clock time (ms) at which a pending link becomes available. Not on the wire. */
  settledAt?: number;
}

export interface ClientCertificate {
  clientCertificateId: string;
  description?: string;
  pemEncodedCertificate: string;
  createdDate: EpochSeconds;
  expirationDate: EpochSeconds;
  tags?: Text;
}

export interface BasePathMapping {
  /** `(none)` for the empty one. */
  basePath: string;
  /** Of a REST API, or, made through v2, of an HTTP or WebSocket API. */
  restApiId: string;
  stage?: string;
  /** What v2 calls the mapping; given when v2 first shows it. Not on v1's wire. */
  apiMappingId?: string;
}

export interface DomainName {
  domainName: string;
  certificateName?: string;
  certificateArn?: string;
  certificateUploadDate?: EpochSeconds;
  regionalDomainName?: string;
  regionalHostedZoneId?: string;
  regionalCertificateName?: string;
  regionalCertificateArn?: string;
  distributionDomainName?: string;
  distributionHostedZoneId?: string;
  endpointConfiguration: EndpointConfiguration;
  domainNameStatus: string;
  domainNameArn: string;
  securityPolicy: string;
  mutualTlsAuthentication?: { truststoreUri?: string; truststoreVersion?: string };
  ownershipVerificationCertificateArn?: string;
  routingMode?: string;
  tags?: Text;
}

export interface DomainNameRecord {
  domain: DomainName;
  basePathMappings: Record<string, BasePathMapping>;
}

export interface Account {
  cloudwatchRoleArn?: string;
  throttleSettings: { burstLimit: number; rateLimit: number };
  features: string[];
  apiKeyVersion: string;
}

/** API Gateway v1 of one account in one Region. */
export interface ApiGatewayState {
  account: Account;
  restApis: Record<string, RestApiRecord>;
  apiKeys: Record<string, ApiKey>;
  usagePlans: Record<string, UsagePlan>;
  /** Usage plan id → ids of its keys, in the order they were added. */
  usagePlanKeys: Record<string, string[]>;
  /** Usage plan id → key id → use. The data plane counts here. */
  usage: Record<string, Record<string, KeyUsage>>;
  domainNames: Record<string, DomainNameRecord>;
  vpcLinks: Record<string, VpcLink>;
  clientCertificates: Record<string, ClientCertificate>;
}

/** @returns what an account that never used API Gateway has in a Region. */
export const emptyApiGatewayState = (): ApiGatewayState => ({
  account: {
    throttleSettings: { burstLimit: 5000, rateLimit: 10_000 },
    features: ['UsagePlans'],
    apiKeyVersion: '4',
  },
  restApis: {},
  apiKeys: {},
  usagePlans: {},
  usagePlanKeys: {},
  usage: {},
  domainNames: {},
  vpcLinks: {},
  clientCertificates: {},
});
