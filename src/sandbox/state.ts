import {
  emptyApiGatewayState,
  type ApiGatewayState,
  type DomainNameRecord,
} from './services/apigateway/state.ts';
import {
  emptyApiGatewayV2State,
  type ApiGatewayV2State,
  type ApiRecord,
} from './services/apigatewayv2/state.ts';
import { emptyCognitoState, type CognitoState } from './services/cognito-idp/state.ts';
import { emptyDynamoDbState, type DynamoDbState } from './services/dynamodb/state.ts';
import { emptyAcmState, type AcmState } from './services/acm/state.ts';
import { emptyEc2State, type Ec2State } from './services/ec2/state.ts';
import { emptyElbV2State, type ElbV2State } from './services/elbv2/state.ts';
import { emptyWafV2State, type WafV2State } from './services/wafv2/state.ts';
import { emptyCloudWatchState, type CloudWatchState } from './services/cloudwatch/state.ts';
import { emptyLogsState, type LogsState } from './services/logs/state.ts';
import { emptyIamState, type IamState } from './services/iam/state.ts';
import { emptyLambdaState, type LambdaState } from './services/lambda/state.ts';
import { emptySqsState, type SqsState } from './services/sqs/state.ts';

/** Snapshots of another version are not read. */
export const STATE_VERSION = 1;

/** The account of the key `test`. */
export const DEFAULT_ACCOUNT = '123456789012';
export const DEFAULT_KEY = 'test';
/** The secret of every local key. It protects nothing: the sandbox listens on loopback only. */
export const LOCAL_SECRET = 'test';

/** Temporary credentials that STS gave out. */
export interface Session {
  secret: string;
  token: string;
  accountId: string;
  /** The caller's ARN, as GetCallerIdentity tells it. */
  arn: string;
  userId: string;
  /** Of the role behind them, with what cuts them down. */
  roleArn?: string;
  sessionPolicies?: readonly string[];
  sessionPolicyArns?: readonly string[];
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** What one account has in one Region, by service. */
export interface RegionState {
  apigateway: ApiGatewayState;
  apigatewayv2: ApiGatewayV2State;
  lambda: LambdaState;
  cognito: CognitoState;
  dynamodb: DynamoDbState;
  acm: AcmState;
  ec2: Ec2State;
  elbv2: ElbV2State;
  wafv2: WafV2State;
  logs: LogsState;
  cloudwatch: CloudWatchState;
  sqs: SqsState;
}

export interface SandboxState {
  version: number;
  /** Account id → Region → state. */
  accounts: Record<string, Record<string, RegionState>>;
  /** Account id → IAM, which knows no Regions. */
  iam: Record<string, IamState>;
  /** Access key id → session. */
  sessions: Record<string, Session>;
}

export const emptyState = (): SandboxState => ({
  version: STATE_VERSION,
  accounts: {},
  iam: {},
  sessions: {},
});

/** One API with where it lives. */
export interface FoundApi {
  readonly account: string;
  readonly region: string;
  readonly state: ApiGatewayState;
}

/** @returns the account's state in that Region, made on first use. */
export function regionState(state: SandboxState, account: string, region: string): RegionState {
  const regions = (state.accounts[account] ??= {});
  return (regions[region] ??= {
    apigateway: emptyApiGatewayState(),
    apigatewayv2: emptyApiGatewayV2State(),
    lambda: emptyLambdaState(),
    cognito: emptyCognitoState(),
    dynamodb: emptyDynamoDbState(),
    acm: emptyAcmState(),
    ec2: emptyEc2State(),
    elbv2: emptyElbV2State(),
    wafv2: emptyWafV2State(),
    logs: emptyLogsState(),
    cloudwatch: emptyCloudWatchState(),
    sqs: emptySqsState(),
  });
}

/** @returns the account's IAM, made on first use. */
export const iamState = ({ iam }: SandboxState, account: string): IamState =>
  (iam[account] ??= emptyIamState());

/** @returns where the REST API of that id lives: ids are unique over all accounts and Regions. */
export function findRestApi(state: SandboxState, apiId: string): FoundApi | undefined {
  for (const [account, regions] of Object.entries(state.accounts)) {
    for (const [region, { apigateway }] of Object.entries(regions)) {
      if (Object.hasOwn(apigateway.restApis, apiId)) return { account, region, state: apigateway };
    }
  }
  return undefined;
}

/** One custom domain name with where it lives. */
export interface FoundDomain {
  readonly account: string;
  readonly record: DomainNameRecord;
}

/**
 * @param name lower case, without a port
 * @returns the custom domain name of that name, else the wildcard that covers it
 */
export function findDomain(state: SandboxState, name: string): FoundDomain | undefined {
  const wildcard = name.replace(/^[^.]+/, '*');
  let covering: FoundDomain | undefined;
  for (const [account, regions] of Object.entries(state.accounts)) {
    for (const { apigateway } of Object.values(regions)) {
      const { domainNames } = apigateway;
      const exact = Object.hasOwn(domainNames, name) ? domainNames[name] : undefined;
      if (exact) return { account, record: exact };
      const record = Object.hasOwn(domainNames, wildcard) ? domainNames[wildcard] : undefined;
      if (record) covering ??= { account, record };
    }
  }
  return covering;
}

/** One HTTP or WebSocket API with where it lives. */
export interface FoundV2Api {
  readonly account: string;
  readonly region: string;
  readonly record: ApiRecord;
  /** Limits of the account count for APIs of both services. */
  readonly throttle: { readonly burstLimit: number; readonly rateLimit: number };
}

/** @returns where the HTTP or WebSocket API of that id lives. */
export function findV2Api(state: SandboxState, apiId: string): FoundV2Api | undefined {
  for (const [account, regions] of Object.entries(state.accounts)) {
    for (const [region, { apigateway, apigatewayv2 }] of Object.entries(regions)) {
      const record = Object.hasOwn(apigatewayv2.apis, apiId) ? apigatewayv2.apis[apiId] : undefined;
      if (record) return { account, region, record, throttle: apigateway.account.throttleSettings };
    }
  }
  return undefined;
}

/**
 * The account that an access key id selects: 12 digits, the same for the same key.
 * FNV-1a (Fowler, Noll, Vo; public domain), twice over different starts.
 */
export function accountIdFor(accessKeyId: string): string {
  if (accessKeyId === DEFAULT_KEY) return DEFAULT_ACCOUNT;
  const hash = (start: number) => {
    let value = start;
    for (const letter of accessKeyId)
      value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 0x01000193);
    return (value >>> 0) % 1_000_000;
  };
  const digits = `${String(hash(0x811c9dc5)).padStart(6, '0')}${String(hash(0x1234567)).padStart(6, '0')}`;
  return digits === DEFAULT_ACCOUNT ? '210987654321' : digits;
}

/** Local key ids: `test`, a lab's id and the like. AWS's own begin with AKIA or ASIA and are refused. */
export const isLocalKeyId = (accessKeyId: string): boolean =>
  /^[a-z][a-z0-9-]{1,63}$/.test(accessKeyId);
