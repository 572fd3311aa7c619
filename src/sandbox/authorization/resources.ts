import { modelOf, structureOf, type Operation } from '../operations.ts';
import type { Caller } from '../services/context.ts';
import type { SandboxState } from '../state.ts';
import type { Input } from '../wire/json-values.ts';

/** One right that an operation asks for. */
export interface Needed {
  readonly action: string;
  /** An ARN, or `*` for what IAM knows no resource of. */
  readonly resource: string;
}

/** Where a call happens, and on what. */
export interface Asked {
  readonly operation: Operation;
  readonly input: Input;
  readonly caller: Caller;
  readonly region: string;
  readonly sandbox: SandboxState;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const isArn = (value: string) => value.startsWith('arn:');

/** API Gateway's resources are its URL paths, those of version 2 without their prefix. */
function pathOf({ operation, input }: Asked): string {
  const [uri = ''] = operation.http.uri.split('?');
  const { members } = structureOf(modelOf(operation.service), operation.input);
  const values = new Map(
    Object.entries(members)
      .filter(([, member]) => member.in === 'path')
      .map(([name, { wire }]) => [wire ?? name, text(input[name]) ?? '']),
  );
  const isTags = uri.includes('/tags/');
  return uri.replace(/^\/v2(?=\/)/, '').replaceAll(/\{(\w+)\+?\}/g, (_, label: string) => {
    const value = values.get(label) ?? '';
    return isTags ? encodeURIComponent(value) : value;
  });
}

const patchesPolicy = ({ operation, input }: Asked): boolean =>
  operation.name === 'UpdateRestApi' &&
  Array.isArray(input['patchOperations']) &&
  input['patchOperations'].some(
    (patch: unknown) =>
      typeof patch === 'object' && patch !== null && 'path' in patch && patch.path === '/policy',
  );

/**
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-iam-policy-examples.html; a
 * change of the resource policy asks for one more right (apigateway-resource-policies-create-attach.html)
 */
function apiGateway(asked: Asked): Needed[] {
  const resource = `arn:aws:apigateway:${asked.region}::${pathOf(asked)}`;
  const action = `apigateway:${asked.operation.http.method}`;
  return patchesPolicy(asked)
    ? [
        { action, resource },
        { action: 'apigateway:UpdateRestApiPolicy', resource },
      ]
    : [{ action, resource }];
}

function iam({ operation, input, caller, sandbox }: Asked): Needed[] {
  const action = `iam:${operation.name}`;
  const arn = (rest: string) => `arn:aws:iam::${caller.accountId}:${rest}`;
  const path = text(input['Path']) ?? '/';
  const given = text(input['PolicySourceArn']);
  if (given !== undefined) return [{ action, resource: given }];
  const role = text(input['RoleName']);
  if (role !== undefined) {
    const known = sandbox.iam[caller.accountId]?.roles[role]?.role.Arn;
    return [{ action, resource: known ?? arn(`role${path}${role}`) }];
  }
  const policy = text(input['PolicyArn']);
  if (policy !== undefined) return [{ action, resource: policy }];
  const name = text(input['PolicyName']);
  return [{ action, resource: name === undefined ? '*' : arn(`policy${path}${name}`) }];
}

/** Operations whose right has another name. Source: docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html */
const LAMBDA_ACTIONS: Readonly<Record<string, string>> = { Invoke: 'InvokeFunction' };

function lambda({ operation, input, caller, region }: Asked): Needed[] {
  const action = `lambda:${LAMBDA_ACTIONS[operation.name] ?? operation.name}`;
  const given = text(input['FunctionName']);
  if (given === undefined) return [{ action, resource: text(input['Resource']) ?? '*' }];
  const name = given.replace(/^(arn:[^:]*:lambda:[^:]*:)?(\d{12}:)?(function:)?/, '');
  const qualifier = text(input['Qualifier']);
  const whole = qualifier === undefined || name.includes(':') ? name : `${name}:${qualifier}`;
  return [{ action, resource: `arn:aws:lambda:${region}:${caller.accountId}:function:${whole}` }];
}

function dynamodb({ operation, input, caller, region }: Asked): Needed[] {
  const action = `dynamodb:${operation.name}`;
  const requests = input['RequestItems'];
  const tables =
    typeof requests === 'object' && requests !== null
      ? Object.keys(requests)
      : [text(input['TableName']) ?? text(input['ResourceArn'])].flatMap((one) => one ?? []);
  if (tables.length === 0) return [{ action, resource: '*' }];
  return tables.map((table) => ({
    action,
    resource: isArn(table)
      ? table
      : `arn:aws:dynamodb:${region}:${caller.accountId}:table/${table}`,
  }));
}

function sqs({ operation, input, caller, region }: Asked): Needed[] {
  const name = text(input['QueueName']) ?? text(input['QueueUrl'])?.split('/').at(-1);
  const resource = name === undefined ? '*' : `arn:aws:sqs:${region}:${caller.accountId}:${name}`;
  return [{ action: `sqs:${operation.name}`, resource }];
}

function logs({ operation, input, caller, region }: Asked): Needed[] {
  const group = text(input['logGroupName']) ?? '';
  const stream = group === '' ? ':log-stream:' : ':*';
  return [
    {
      action: `logs:${operation.name}`,
      resource: `arn:aws:logs:${region}:${caller.accountId}:log-group:${group}${stream}`,
    },
  ];
}

function cognito({ operation, input, caller, region }: Asked): Needed[] {
  const pool = text(input['UserPoolId']);
  const resource =
    pool === undefined ? '*' : `arn:aws:cognito-idp:${region}:${caller.accountId}:userpool/${pool}`;
  return [{ action: `cognito-idp:${operation.name}`, resource }];
}

/** By the first member that is an ARN; what has none knows no resources. */
const byArn =
  (prefix: string) =>
  ({ operation, input }: Asked): Needed[] => {
    const arn = Object.entries(input).find(
      ([name, value]) => /Arn$/i.test(name) && typeof value === 'string' && isArn(value),
    );
    return [{ action: `${prefix}:${operation.name}`, resource: text(arn?.[1]) ?? '*' }];
  };

const BY_SERVICE: Readonly<Record<Operation['service'], (asked: Asked) => Needed[]>> = {
  acm: byArn('acm'),
  apigateway: apiGateway,
  // The right is on a connection, and only the operation knows whose that is.
  apigatewaymanagementapi: () => [],
  apigatewayv2: apiGateway,
  cloudwatch: byArn('cloudwatch'),
  'cognito-idp': cognito,
  dynamodb,
  ec2: byArn('ec2'),
  elbv2: byArn('elasticloadbalancing'),
  iam,
  lambda,
  logs,
  sqs,
  // Who calls may always know who that is; a role's trust is asked where the role is known.
  sts: () => [],
  wafv2: byArn('wafv2'),
};

/** @returns every right that the call asks for; none where AWS asks for none */
export const neededFor = (asked: Asked): readonly Needed[] =>
  BY_SERVICE[asked.operation.service](asked);
