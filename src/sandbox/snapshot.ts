import { z } from 'zod';
import { AppError } from '#core';
import type { ApiGatewayState } from './services/apigateway/state.ts';
import { emptyApiGatewayV2State, type ApiGatewayV2State } from './services/apigatewayv2/state.ts';
import { emptyCognitoState, type CognitoState } from './services/cognito-idp/state.ts';
import { emptyDynamoDbState, type DynamoDbState } from './services/dynamodb/state.ts';
import { emptyAcmState, type AcmState } from './services/acm/state.ts';
import { emptyEc2State, type Ec2State } from './services/ec2/state.ts';
import { emptyElbV2State, type ElbV2State } from './services/elbv2/state.ts';
import { emptyWafV2State, type WafV2State } from './services/wafv2/state.ts';
import { emptyCloudWatchState, type CloudWatchState } from './services/cloudwatch/state.ts';
import { emptyLogsState, type LogsState } from './services/logs/state.ts';
import { emptyLambdaState, type LambdaState } from './services/lambda/state.ts';
import { emptySqsState, type SqsState } from './services/sqs/state.ts';
import type { IamState } from './services/iam/state.ts';
import { STATE_VERSION, type SandboxState } from './state.ts';

const records = z.record(z.string(), z.looseObject({}));
const tagRecords = z.record(z.string(), z.record(z.string(), z.string()));

/** The bones of a state: enough that no operation trips over what is missing. */
const RestApi = z.looseObject({
  api: z.looseObject({ id: z.string(), name: z.string(), rootResourceId: z.string() }),
  resources: records,
  models: records,
  requestValidators: records,
  authorizers: records,
  gatewayResponses: records,
  deployments: z.record(
    z.string(),
    z.looseObject({ id: z.string(), snapshot: z.looseObject({ resources: records }) }),
  ),
  stages: z.record(
    z.string(),
    z.looseObject({ stageName: z.string(), deploymentId: z.string(), methodSettings: records }),
  ),
  documentationParts: records,
  documentationVersions: records,
});

const ApiGateway = z.looseObject({
  account: z.looseObject({ features: z.array(z.string()) }),
  restApis: z.record(z.string(), RestApi),
  apiKeys: z.record(z.string(), z.looseObject({ id: z.string(), value: z.string() })),
  usagePlans: z.record(
    z.string(),
    z.looseObject({ id: z.string(), apiStages: z.array(z.looseObject({})) }),
  ),
  usagePlanKeys: z.record(z.string(), z.array(z.string())),
  usage: z.record(z.string(), records),
  domainNames: records,
  vpcLinks: records,
  clientCertificates: records,
} satisfies Record<keyof ApiGatewayState, z.ZodType>);

const V2Api = z.looseObject({
  api: z.looseObject({ ApiId: z.string(), Name: z.string(), ProtocolType: z.string() }),
  routes: z.record(z.string(), z.looseObject({ RouteKey: z.string(), responses: records })),
  integrations: z.record(z.string(), z.looseObject({ responses: records })),
  authorizers: records,
  models: records,
  deployments: z.record(
    z.string(),
    z.looseObject({ snapshot: z.looseObject({ routes: records, integrations: records }) }),
  ),
  stages: z.record(z.string(), z.looseObject({ StageName: z.string(), RouteSettings: records })),
});

const ApiGatewayV2 = z.looseObject({
  apis: z.record(z.string(), V2Api),
  vpcLinks: records,
} satisfies Record<keyof ApiGatewayV2State, z.ZodType>);

const Lambda = z.looseObject({
  functions: z.record(
    z.string(),
    z.looseObject({
      latest: z.looseObject({ configuration: z.looseObject({ FunctionName: z.string() }) }),
      versions: records,
      aliases: records,
      policies: z.record(z.string(), z.array(z.looseObject({}))),
    }),
  ),
  archives: z.record(z.string(), z.string()),
} satisfies Record<keyof LambdaState, z.ZodType>);

const PoolKey = z.looseObject({ kid: z.string(), jwk: z.looseObject({ n: z.string() }) });

const Cognito = z.looseObject({
  pools: z.record(
    z.string(),
    z.looseObject({
      Id: z.string(),
      Arn: z.string(),
      passwordPolicy: z.looseObject({}),
      autoVerified: z.array(z.string()),
      aliases: z.array(z.string()),
      usernameAttributes: z.array(z.string()),
      schema: z.array(z.looseObject({})),
      keys: z.looseObject({ id: PoolKey, access: PoolKey }),
      clients: z.record(
        z.string(),
        z.looseObject({ ClientId: z.string(), TokenValidityUnits: z.looseObject({}) }),
      ),
      users: z.record(
        z.string(),
        z.looseObject({ sub: z.string(), attributes: z.record(z.string(), z.string()) }),
      ),
      groups: records,
      resourceServers: records,
      refreshTokens: records,
      challenges: records,
      revoked: z.record(z.string(), z.number()),
    }),
  ),
} satisfies Record<keyof CognitoState, z.ZodType>);

const DynamoDb = z.looseObject({
  tables: z.record(
    z.string(),
    z.looseObject({
      TableName: z.string(),
      KeySchema: z.array(z.looseObject({ AttributeName: z.string() })),
      AttributeDefinitions: z.array(z.looseObject({ AttributeName: z.string() })),
      indexes: z.array(z.looseObject({ IndexName: z.string() })),
      items: records,
      bytes: z.number(),
      tags: z.record(z.string(), z.string()),
    }),
  ),
} satisfies Record<keyof DynamoDbState, z.ZodType>);

const Acm = z.looseObject({
  certificates: z.record(
    z.string(),
    z.looseObject({
      DomainName: z.string(),
      SubjectAlternativeNames: z.array(z.string()),
      records,
      tags: z.record(z.string(), z.string()),
    }),
  ),
} satisfies Record<keyof AcmState, z.ZodType>);

const Ec2 = z.looseObject({
  isSeeded: z.boolean(),
  vpcs: z.record(z.string(), z.looseObject({ VpcId: z.string(), CidrBlock: z.string() })),
  subnets: z.record(z.string(), z.looseObject({ SubnetId: z.string(), CidrBlock: z.string() })),
  securityGroups: z.record(z.string(), z.looseObject({ rules: z.array(z.looseObject({})) })),
  endpoints: z.record(
    z.string(),
    z.looseObject({
      securityGroupIds: z.array(z.string()),
      interfaces: z.array(z.looseObject({ SubnetId: z.string() })),
    }),
  ),
  tags: tagRecords,
} satisfies Record<keyof Ec2State, z.ZodType>);

const ElbV2 = z.looseObject({
  loadBalancers: z.record(z.string(), z.looseObject({ subnetIds: z.array(z.string()) })),
  targetGroups: z.record(z.string(), z.looseObject({ targets: z.array(z.looseObject({})) })),
  listeners: z.record(
    z.string(),
    z.looseObject({ DefaultActions: z.array(z.looseObject({})), rules: records }),
  ),
  tags: tagRecords,
} satisfies Record<keyof ElbV2State, z.ZodType>);
const Sqs = z.looseObject({
  queues: z.record(
    z.string(),
    z.looseObject({
      name: z.string(),
      attributes: z.record(z.string(), z.string()),
      messages: z.array(z.looseObject({ id: z.string(), body: z.string(), attributes: records })),
      sent: records,
      tags: z.record(z.string(), z.string()),
    }),
  ),
  deleted: z.record(z.string(), z.number()),
} satisfies Record<keyof SqsState, z.ZodType>);

const WafV2 = z.looseObject({
  webAcls: z.record(
    z.string(),
    z.looseObject({
      acl: z.looseObject({ ARN: z.string(), DefaultAction: z.looseObject({}) }),
      lockToken: z.string(),
    }),
  ),
  ipSets: z.record(
    z.string(),
    z.looseObject({ set: z.looseObject({ Addresses: z.array(z.string()) }) }),
  ),
} satisfies Record<keyof WafV2State, z.ZodType>);

const Logs = z.looseObject({
  groups: z.record(
    z.string(),
    z.looseObject({
      logGroupName: z.string(),
      streams: z.record(
        z.string(),
        z.looseObject({
          events: z.array(z.looseObject({ timestamp: z.number(), message: z.string() })),
          bytes: z.number(),
        }),
      ),
    }),
  ),
  resourcePolicies: records,
} satisfies Record<keyof LogsState, z.ZodType>);

const CloudWatch = z.looseObject({
  series: z.record(
    z.string(),
    z.looseObject({
      Dimensions: z.array(z.looseObject({})),
      points: z.record(z.string(), z.array(z.number()).length(4)),
    }),
  ),
  alarms: z.record(z.string(), z.looseObject({ settings: z.looseObject({}) })),
} satisfies Record<keyof CloudWatchState, z.ZodType>);

const Iam = z.looseObject({
  roles: z.record(
    z.string(),
    z.looseObject({
      role: z.looseObject({
        RoleName: z.string(),
        Arn: z.string(),
        Tags: z.array(z.looseObject({})),
      }),
      inline: z.record(z.string(), z.string()),
      attached: z.array(z.string()),
    }),
  ),
  policies: z.record(
    z.string(),
    z.looseObject({ Arn: z.string(), DefaultVersionId: z.string(), versions: records }),
  ),
} satisfies Record<keyof IamState, z.ZodType>);

const State = z.strictObject({
  version: z.literal(STATE_VERSION),
  accounts: z.record(
    z.string().regex(/^\d{12}$/),
    z.record(
      z.string(),
      z.looseObject({
        apigateway: ApiGateway,
        // Older states have none of these.
        apigatewayv2: ApiGatewayV2.optional(),
        lambda: Lambda.optional(),
        cognito: Cognito.optional(),
        dynamodb: DynamoDb.optional(),
        acm: Acm.optional(),
        ec2: Ec2.optional(),
        elbv2: ElbV2.optional(),
        wafv2: WafV2.optional(),
        logs: Logs.optional(),
        cloudwatch: CloudWatch.optional(),
        sqs: Sqs.optional(),
      }),
    ),
  ),
  // States of before roles have none.
  iam: z.record(z.string().regex(/^\d{12}$/), Iam).optional(),
  sessions: z.record(
    z.string(),
    z.looseObject({
      secret: z.string(),
      token: z.string(),
      accountId: z.string(),
      expiresAt: z.number(),
    }),
  ),
});

/** @returns the state as text: plain JSON, the same for the same state. */
export const writeSnapshot = (state: SandboxState): string => JSON.stringify(state);

/** @returns the state that `text` holds. Throws `unreadable-state` with what is wrong and where. */
export function readSnapshot(text: string): SandboxState {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new AppError('unreadable-state', 'The saved state of the sandbox is not JSON.', {
      cause,
    });
  }
  const parsed = State.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new AppError(
      'unreadable-state',
      `The saved state of the sandbox does not fit this version: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
      { cause: parsed.error },
    );
  }
  // The bones are checked; the rest, and the order of all, is what an earlier snapshot wrote.
  const state = json as SandboxState;
  state.iam ??= {};
  for (const regions of Object.values(state.accounts)) {
    for (const region of Object.values(regions)) {
      region.apigatewayv2 ??= emptyApiGatewayV2State();
      region.lambda ??= emptyLambdaState();
      region.cognito ??= emptyCognitoState();
      region.dynamodb ??= emptyDynamoDbState();
      region.acm ??= emptyAcmState();
      region.ec2 ??= emptyEc2State();
      region.elbv2 ??= emptyElbV2State();
      region.wafv2 ??= emptyWafV2State();
      region.logs ??= emptyLogsState();
      region.cloudwatch ??= emptyCloudWatchState();
      region.sqs ??= emptySqsState();
    }
  }
  return state;
}

/** Only what belongs to one account. */
export const accountPart = (
  { version, accounts, iam, sessions }: SandboxState,
  accountId: string,
): SandboxState => ({
  version,
  accounts: accounts[accountId] ? { [accountId]: accounts[accountId] } : {},
  iam: iam[accountId] ? { [accountId]: iam[accountId] } : {},
  sessions: Object.fromEntries(
    Object.entries(sessions).filter(([, session]) => session.accountId === accountId),
  ),
});

/** Everything but what belongs to one account. */
export const withoutAccount = (
  { version, accounts, iam, sessions }: SandboxState,
  accountId: string,
): SandboxState => ({
  version,
  accounts: Object.fromEntries(Object.entries(accounts).filter(([id]) => id !== accountId)),
  iam: Object.fromEntries(Object.entries(iam).filter(([id]) => id !== accountId)),
  sessions: Object.fromEntries(
    Object.entries(sessions).filter(([, session]) => session.accountId !== accountId),
  ),
});
