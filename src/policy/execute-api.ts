import { decideAlone, type Decision } from './decide.ts';
import type { Policy, Statement } from './document.ts';
import type { NamedPolicy } from './evaluate.ts';
import { requestKeys, type AccessRequest, type Principal } from './request.ts';

/** Where a deployed API lives. */
export interface ApiPlace {
  readonly region: string;
  readonly account: string;
  readonly apiId: string;
}

/** One call of a deployed API, as far as policies may ask about it. */
export interface ApiCall extends ApiPlace {
  readonly stage: string;
  readonly method: string;
  /** Begins with `/`. */
  readonly path: string;
  readonly principal: Principal;
  /** Absent when the call comes through a VPC endpoint: there it is `vpcSourceIp`. */
  readonly sourceIp?: string;
  /** @example `vpce-0a1b2c3d4e5f60718` */
  readonly sourceVpce?: string;
  /** Absent beside a `sourceVpce`: not known, so that a policy about it cannot be decided. */
  readonly sourceVpc?: string;
  readonly vpcSourceIp?: string;
  readonly userAgent?: string;
  readonly referer?: string;
  /** Milliseconds since 1970; absent, a policy about the time cannot be decided. */
  readonly now?: number;
}

/** @returns the ARN that `execute-api:Invoke` is asked on */
export const executeApiArn = (
  call: ApiPlace & Pick<ApiCall, 'stage' | 'method' | 'path'>,
): string =>
  `arn:aws:execute-api:${call.region}:${call.account}:${call.apiId}/${call.stage}/${call.method}${call.path}`;

const timeKeys = (now: number | undefined) =>
  now === undefined
    ? {}
    : {
        'aws:CurrentTime': new Date(now).toISOString(),
        'aws:EpochTime': String(Math.floor(now / 1000)),
      };

const principalKeys = (principal: Principal) =>
  principal.kind === 'aws'
    ? {
        'aws:PrincipalAccount': principal.account,
        'aws:PrincipalArn': principal.roleArn ?? principal.arn,
        'aws:PrincipalType': principal.roleArn === undefined ? 'User' : 'AssumedRole',
      }
    : {
        'aws:PrincipalAccount': undefined,
        'aws:PrincipalArn': undefined,
        'aws:PrincipalOrgID': undefined,
        'aws:PrincipalType': principal.kind === 'anonymous' ? 'Anonymous' : undefined,
        'aws:userid': undefined,
        'aws:username': undefined,
      };

/**
 * The request that a resource policy of the API is asked about, with every condition key that API
 * Gateway supplies.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-aws-condition-keys.html
 */
export const invokeRequest = (call: ApiCall): AccessRequest => ({
  principal: call.principal,
  action: 'execute-api:Invoke',
  resource: executeApiArn(call),
  keys: requestKeys({
    'aws:SourceIp': call.sourceIp,
    ...((call.sourceVpc !== undefined || call.sourceVpce === undefined) && {
      'aws:SourceVpc': call.sourceVpc,
    }),
    'aws:SourceVpce': call.sourceVpce,
    'aws:VpcSourceIp': call.vpcSourceIp,
    'aws:SecureTransport': 'true',
    'aws:Referer': call.referer,
    'aws:UserAgent': call.userAgent,
    'aws:SourceArn': undefined,
    ...timeKeys(call.now),
    ...principalKeys(call.principal),
  }),
});

/** `execute-api:/prod/GET/pets` is short for the ARN below the API that bears the policy. */
const expand = (text: string, { region, account, apiId }: ApiPlace) =>
  text.startsWith('execute-api:/')
    ? `arn:aws:execute-api:${region}:${account}:${apiId}/${text.slice('execute-api:/'.length)}`
    : text;

const withResources = (statement: Statement, place: ApiPlace): Statement =>
  statement.resources
    ? {
        ...statement,
        resources: {
          ...statement.resources,
          list: statement.resources.list.map((text) => expand(text, place)),
        },
      }
    : statement;

/**
 * An API's resource policy with its short resources spelt out.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
 */
export const apiPolicy = (policy: Policy, place: ApiPlace): NamedPolicy => ({
  name: 'resource policy',
  policy: {
    ...policy,
    statements: policy.statements.map((statement) => withResources(statement, place)),
  },
});

/** What the API's resource policy says to a call, before any authorizer is asked. */
export const decideCall = (policy: Policy, call: ApiCall): Decision =>
  decideAlone(apiPolicy(policy, call), invokeRequest(call));
