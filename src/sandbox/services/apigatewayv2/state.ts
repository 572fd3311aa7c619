/**
 * What API Gateway v2 keeps per account and Region: plain JSON under the member names of AWS's own
 * model, dates as epoch seconds, so that a snapshot is `JSON.stringify`. Members in lower case are
 * the sandbox's own and never leave it. Domain names live with v1: both services share them.
 */

export type Text = Record<string, string>;
/** Seconds since 1970-01-01T00:00:00Z. */
export type EpochSeconds = number;

export type ProtocolType = 'HTTP' | 'WEBSOCKET';

export interface Cors {
  AllowCredentials?: boolean;
  AllowHeaders?: string[];
  AllowMethods?: string[];
  AllowOrigins?: string[];
  ExposeHeaders?: string[];
  /** Seconds. */
  MaxAge?: number;
}

export interface Api {
  ApiId: string;
  Name: string;
  Description?: string;
  ProtocolType: ProtocolType;
  RouteSelectionExpression: string;
  ApiKeySelectionExpression: string;
  ApiEndpoint: string;
  CorsConfiguration?: Cors;
  CreatedDate: EpochSeconds;
  DisableExecuteApiEndpoint: boolean;
  DisableSchemaValidation?: boolean;
  ImportInfo?: string[];
  IpAddressType: string;
  Tags: Text;
  Version?: string;
  Warnings?: string[];
}

export interface ParameterConstraints {
  Required?: boolean;
}

export interface RouteResponse {
  RouteResponseId: string;
  RouteResponseKey: string;
  ModelSelectionExpression?: string;
  ResponseModels?: Text;
  ResponseParameters?: Record<string, ParameterConstraints>;
}

export interface Route {
  RouteId: string;
  RouteKey: string;
  ApiGatewayManaged?: boolean;
  ApiKeyRequired: boolean;
  AuthorizationScopes?: string[];
  /** NONE, AWS_IAM, CUSTOM or JWT. */
  AuthorizationType: string;
  AuthorizerId?: string;
  ModelSelectionExpression?: string;
  OperationName?: string;
  RequestModels?: Text;
  RequestParameters?: Record<string, ParameterConstraints>;
  RouteResponseSelectionExpression?: string;
  /** `integrations/{IntegrationId}`. */
  Target?: string;
  responses: Record<string, RouteResponse>;
}

export interface IntegrationResponse {
  IntegrationResponseId: string;
  IntegrationResponseKey: string;
  ContentHandlingStrategy?: string;
  ResponseParameters?: Text;
  ResponseTemplates?: Text;
  TemplateSelectionExpression?: string;
}

export interface Integration {
  IntegrationId: string;
  ApiGatewayManaged?: boolean;
  ConnectionId?: string;
  ConnectionType: string;
  ContentHandlingStrategy?: string;
  CredentialsArn?: string;
  Description?: string;
  IntegrationMethod?: string;
  IntegrationResponseSelectionExpression?: string;
  IntegrationSubtype?: string;
  IntegrationType: string;
  IntegrationUri?: string;
  PassthroughBehavior?: string;
  PayloadFormatVersion: string;
  RequestParameters?: Text;
  RequestTemplates?: Text;
  ResponseParameters?: Record<string, Text>;
  TemplateSelectionExpression?: string;
  TimeoutInMillis: number;
  TlsConfig?: { ServerNameToVerify?: string };
  responses: Record<string, IntegrationResponse>;
}

export interface Authorizer {
  AuthorizerId: string;
  Name: string;
  /** JWT or REQUEST. */
  AuthorizerType: string;
  AuthorizerCredentialsArn?: string;
  AuthorizerPayloadFormatVersion?: string;
  /** 0: the result is not kept. */
  AuthorizerResultTtlInSeconds?: number;
  AuthorizerUri?: string;
  EnableSimpleResponses?: boolean;
  IdentitySource: string[];
  IdentityValidationExpression?: string;
  JwtConfiguration?: { Audience?: string[]; Issuer?: string };
}

export interface Model {
  ModelId: string;
  Name: string;
  Description?: string;
  ContentType: string;
  Schema: string;
}

/** What a deployment froze: the data plane reads this and never the live routes. */
export interface DeploymentSnapshot {
  RouteSelectionExpression: string;
  ApiKeySelectionExpression: string;
  DisableExecuteApiEndpoint: boolean;
  CorsConfiguration?: Cors;
  routes: Record<string, Route>;
  integrations: Record<string, Integration>;
  authorizers: Record<string, Authorizer>;
  models: Record<string, Model>;
}

export interface Deployment {
  DeploymentId: string;
  AutoDeployed: boolean;
  CreatedDate: EpochSeconds;
  /** PENDING, FAILED or DEPLOYED. */
  DeploymentStatus: string;
  DeploymentStatusMessage?: string;
  Description?: string;
  snapshot: DeploymentSnapshot;
}

export interface RouteSettings {
  DataTraceEnabled?: boolean;
  DetailedMetricsEnabled?: boolean;
  /** ERROR, INFO or OFF. WebSocket APIs only. */
  LoggingLevel?: string;
  ThrottlingBurstLimit?: number;
  ThrottlingRateLimit?: number;
}

export interface Stage {
  StageName: string;
  AccessLogSettings?: { DestinationArn?: string; Format?: string };
  ApiGatewayManaged?: boolean;
  AutoDeploy: boolean;
  ClientCertificateId?: string;
  CreatedDate: EpochSeconds;
  DefaultRouteSettings: RouteSettings;
  DeploymentId?: string;
  Description?: string;
  LastDeploymentStatusMessage?: string;
  LastUpdatedDate: EpochSeconds;
  /** By route key. */
  RouteSettings: Record<string, RouteSettings>;
  StageVariables: Text;
  Tags: Text;
  /** Counts ResetAuthorizersCache, so that the data plane drops what it kept. */
  authorizerCacheResets?: number;
}

/** An API with everything below it, by id; stages by name. */
export interface ApiRecord {
  api: Api;
  routes: Record<string, Route>;
  integrations: Record<string, Integration>;
  authorizers: Record<string, Authorizer>;
  models: Record<string, Model>;
  deployments: Record<string, Deployment>;
  stages: Record<string, Stage>;
}

export interface VpcLink {
  VpcLinkId: string;
  Name: string;
  CreatedDate: EpochSeconds;
  SecurityGroupIds: string[];
  SubnetIds: string[];
  Tags: Text;
  /** PENDING, AVAILABLE, DELETING, FAILED or INACTIVE. */
  VpcLinkStatus: string;
  VpcLinkStatusMessage?: string;
  VpcLinkVersion: 'V2';
  /** Clock time (ms) at which a pending link becomes available, or a link being deleted is gone. */
  settledAt?: number;
}

/** API Gateway v2 of one account in one Region. */
export interface ApiGatewayV2State {
  apis: Record<string, ApiRecord>;
  vpcLinks: Record<string, VpcLink>;
}

/** @returns what an account that never used API Gateway v2 has in a Region. */
export const emptyApiGatewayV2State = (): ApiGatewayV2State => ({ apis: {}, vpcLinks: {} });
