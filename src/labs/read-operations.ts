/** One operation that a checker may call. */
export interface ReadOperation {
  /** The IAM action that AWS asks for. */
  readonly action: string;
  /**
   * The resource as IAM sees it, with input members in braces: a path under API Gateway's ARN, an ARN
   * (with `{partition}` and `{region}`), or `*`.
   */
  readonly resource: string;
  /**
   * Its answers come in pages: the answer's member with the token. The input's has the same name, but
   * for `NextMarker`, which is asked for as `Marker`.
   */
  readonly page?: 'position' | 'NextToken' | 'nextToken' | 'Marker' | 'NextMarker';
  /** Errors that say that there is none: the answer is then empty. */
  readonly absent?: string;
  /** False for what AWS lets everybody do. */
  readonly needsRight?: false;
  /** Input members that must never be set, since the answer would hold a secret. */
  readonly never?: readonly string[];
}

/**
 * Everything that a checker may ask AWS. This one table makes the reader's type, the guard in the
 * client stack and the IAM policy; an operation that is not here cannot be called.
 * IAM resources: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-iam-policy-examples.html
 */
export const READ_OPERATIONS = {
  apigateway: {
    GetAccount: { action: 'apigateway:GET', resource: '/account' },
    GetAuthorizers: {
      action: 'apigateway:GET',
      resource: '/restapis/{restApiId}/authorizers',
      page: 'position',
    },
    GetApiKeys: {
      action: 'apigateway:GET',
      resource: '/apikeys',
      page: 'position',
      never: ['includeValues'],
    },
    GetBasePathMappings: {
      action: 'apigateway:GET',
      resource: '/domainnames/{domainName}/basepathmappings',
      page: 'position',
    },
    GetDeployment: {
      action: 'apigateway:GET',
      resource: '/restapis/{restApiId}/deployments/{deploymentId}',
    },
    GetDeployments: {
      action: 'apigateway:GET',
      resource: '/restapis/{restApiId}/deployments',
      page: 'position',
    },
    GetDomainNames: { action: 'apigateway:GET', resource: '/domainnames', page: 'position' },
    GetExport: {
      action: 'apigateway:GET',
      resource: '/restapis/{restApiId}/stages/{stageName}/exports/{exportType}',
    },
    GetGatewayResponses: {
      action: 'apigateway:GET',
      resource: '/restapis/{restApiId}/gatewayresponses',
      page: 'position',
    },
    GetModels: {
      action: 'apigateway:GET',
      resource: '/restapis/{restApiId}/models',
      page: 'position',
    },
    GetRequestValidators: {
      action: 'apigateway:GET',
      resource: '/restapis/{restApiId}/requestvalidators',
      page: 'position',
    },
    GetResources: {
      action: 'apigateway:GET',
      resource: '/restapis/{restApiId}/resources',
      page: 'position',
    },
    GetRestApis: { action: 'apigateway:GET', resource: '/restapis', page: 'position' },
    GetStages: { action: 'apigateway:GET', resource: '/restapis/{restApiId}/stages' },
    GetUsagePlanKeys: {
      action: 'apigateway:GET',
      resource: '/usageplans/{usagePlanId}/keys',
      page: 'position',
    },
    GetUsagePlans: { action: 'apigateway:GET', resource: '/usageplans', page: 'position' },
    GetVpcLinks: { action: 'apigateway:GET', resource: '/vpclinks', page: 'position' },
  },
  apigatewayv2: {
    GetApis: { action: 'apigateway:GET', resource: '/apis', page: 'NextToken' },
    GetAuthorizers: {
      action: 'apigateway:GET',
      resource: '/apis/{ApiId}/authorizers',
      page: 'NextToken',
    },
    GetDeployments: {
      action: 'apigateway:GET',
      resource: '/apis/{ApiId}/deployments',
      page: 'NextToken',
    },
    GetIntegrations: {
      action: 'apigateway:GET',
      resource: '/apis/{ApiId}/integrations',
      page: 'NextToken',
    },
    GetRoutes: { action: 'apigateway:GET', resource: '/apis/{ApiId}/routes', page: 'NextToken' },
    GetStages: { action: 'apigateway:GET', resource: '/apis/{ApiId}/stages', page: 'NextToken' },
    GetVpcLinks: { action: 'apigateway:GET', resource: '/vpclinks', page: 'NextToken' },
  },
  ec2: {
    DescribeSecurityGroups: {
      action: 'ec2:DescribeSecurityGroups',
      resource: '*',
      page: 'NextToken',
    },
    DescribeSubnets: { action: 'ec2:DescribeSubnets', resource: '*', page: 'NextToken' },
    DescribeVpcEndpoints: { action: 'ec2:DescribeVpcEndpoints', resource: '*', page: 'NextToken' },
    DescribeVpcs: { action: 'ec2:DescribeVpcs', resource: '*', page: 'NextToken' },
  },
  elbv2: {
    DescribeListeners: {
      action: 'elasticloadbalancing:DescribeListeners',
      resource: '*',
      page: 'NextMarker',
    },
    DescribeLoadBalancers: {
      action: 'elasticloadbalancing:DescribeLoadBalancers',
      resource: '*',
      page: 'NextMarker',
    },
    DescribeTargetHealth: {
      action: 'elasticloadbalancing:DescribeTargetHealth',
      resource: '*',
    },
  },
  dynamodb: {
    DescribeTable: {
      action: 'dynamodb:DescribeTable',
      resource: 'arn:{partition}:dynamodb:{region}:*:table/{TableName}',
      absent: 'ResourceNotFoundException',
    },
  },
  iam: {
    GetPolicy: { action: 'iam:GetPolicy', resource: 'arn:{partition}:iam::*:policy/*' },
    GetPolicyVersion: {
      action: 'iam:GetPolicyVersion',
      resource: 'arn:{partition}:iam::*:policy/*',
    },
    GetRole: {
      action: 'iam:GetRole',
      resource: 'arn:{partition}:iam::*:role/{RoleName}',
      absent: 'NoSuchEntityException',
    },
    GetRolePolicy: {
      action: 'iam:GetRolePolicy',
      resource: 'arn:{partition}:iam::*:role/{RoleName}',
    },
    ListAttachedRolePolicies: {
      action: 'iam:ListAttachedRolePolicies',
      resource: 'arn:{partition}:iam::*:role/{RoleName}',
      page: 'Marker',
    },
    ListRolePolicies: {
      action: 'iam:ListRolePolicies',
      resource: 'arn:{partition}:iam::*:role/{RoleName}',
      page: 'Marker',
    },
  },
  lambda: {
    GetFunctionConfiguration: {
      action: 'lambda:GetFunctionConfiguration',
      resource: 'arn:{partition}:lambda:{region}:*:function:{FunctionName}',
      absent: 'ResourceNotFoundException',
    },
    GetPolicy: {
      action: 'lambda:GetPolicy',
      resource: 'arn:{partition}:lambda:{region}:*:function:{FunctionName}',
      absent: 'ResourceNotFoundException',
    },
  },
  logs: {
    DescribeLogGroups: {
      action: 'logs:DescribeLogGroups',
      resource: 'arn:{partition}:logs:{region}:*:log-group:*',
      page: 'nextToken',
    },
  },
  sqs: {
    GetQueueAttributes: {
      action: 'sqs:GetQueueAttributes',
      resource: 'arn:{partition}:sqs:{region}:*:{QueueName}',
    },
    GetQueueUrl: {
      action: 'sqs:GetQueueUrl',
      resource: 'arn:{partition}:sqs:{region}:*:{QueueName}',
      absent: 'QueueDoesNotExist',
    },
  },
  sts: {
    GetCallerIdentity: { action: 'sts:GetCallerIdentity', resource: '*', needsRight: false },
  },
  wafv2: {
    GetIPSet: {
      action: 'wafv2:GetIPSet',
      resource: 'arn:{partition}:wafv2:{region}:*:regional/ipset/{Name}/{Id}',
      absent: 'WAFNonexistentItemException',
    },
    GetWebACL: {
      action: 'wafv2:GetWebACL',
      resource: 'arn:{partition}:wafv2:{region}:*:regional/webacl/{Name}/{Id}',
      absent: 'WAFNonexistentItemException',
    },
    // A page holds 100, the most that an account may have.
    ListIPSets: { action: 'wafv2:ListIPSets', resource: '*' },
    ListWebACLs: { action: 'wafv2:ListWebACLs', resource: '*' },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, ReadOperation>>>>;

/**
 * What a probe, and no checker, may ask besides: the value of an API key that it sends to the API
 * under test, the traces that its own requests have left, and in the local sandbox a session of a role
 * that it signs with. The value and the session stay in the probe's memory.
 */
export const PROBE_OPERATIONS = {
  apigateway: {
    GetApiKey: { action: 'apigateway:GET', resource: '/apikeys/{apiKey}' },
  },
  dynamodb: {
    GetItem: {
      action: 'dynamodb:GetItem',
      resource: 'arn:{partition}:dynamodb:{region}:*:table/{TableName}',
    },
  },
  sts: {
    AssumeRole: { action: 'sts:AssumeRole', resource: '{RoleArn}' },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, ReadOperation>>>>;

/** The services in which a probe looks for traces. */
export const TRACE_SERVICES = ['dynamodb'] as const;
export type TraceService = (typeof TRACE_SERVICES)[number];

export type ReadService = keyof typeof READ_OPERATIONS;
/** The services that a checker reads. */
export const READ_SERVICES = Object.keys(READ_OPERATIONS) as readonly ReadService[];
export type ReadOperationName<S extends ReadService> = keyof (typeof READ_OPERATIONS)[S] & string;

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** @returns the table's line, or undefined when a checker may not call the operation */
export function findReadOperation(service: string, operation: string): ReadOperation | undefined {
  const operations = own<Readonly<Record<string, ReadOperation>>>(READ_OPERATIONS, service);
  return operations && own(operations, operation);
}

/** @returns the table's line, or undefined when a probe may not call the operation */
export function findProbeOperation(service: string, operation: string): ReadOperation | undefined {
  const operations = own<Readonly<Record<string, ReadOperation>>>(PROBE_OPERATIONS, service);
  return operations && own(operations, operation);
}

/** The input of a call, as the SDK takes it. */
export type CallInput = Readonly<Record<string, unknown>>;

/** Where a call happens, for ARNs. */
export interface Place {
  /** `*` for all of them. */
  readonly region: string;
}

/** Whether a text is written as Regions are: `eu-central-1`. */
export const isRegion = (text: string): boolean => /^[a-z]{2}(-[a-z]+)+-\d+$/.test(text);

/** AWS's partition of a Region, the second part of an ARN. */
export const partitionOf = (region: string): string =>
  region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';

/** @returns the resource that a policy must name to allow the call, for example `arn:aws:apigateway:us-east-1::/restapis` */
export function resourceOf(
  { resource }: ReadOperation,
  input: CallInput,
  { region }: Place,
): string {
  const members: CallInput = { ...input, partition: partitionOf(region), region };
  const filled = resource.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = members[name];
    return typeof value === 'string' ? value : '*';
  });
  return filled.startsWith('/')
    ? `arn:${partitionOf(region)}:apigateway:${region}::${filled}`
    : filled;
}
