import type { Tag } from '@aws-sdk/client-ec2';
import type { AwsReader } from './aws-reader.ts';
import { LookFault } from './look-fault.ts';
import type { LabRead } from './read-policy.ts';
import type { Target } from './events.ts';

/** Something that a build of a lab makes, found again by its name. A line of a lab's `makes.txt`. */
export interface Made {
  readonly kind: MadeKind;
  readonly name: string;
}

/** Something that is there. */
export interface Thing {
  readonly name: string;
  /** What tells it from others of its name. */
  readonly id: string;
  /** Charged by the hour, whether anybody calls or not. */
  readonly isHourly: boolean;
  /** The line that removes it. */
  readonly remove: string;
}

interface KindBase {
  /** For sentences: `REST API`. */
  readonly label: string;
  /** What looking for it asks AWS. */
  readonly reads: readonly LabRead[];
}

/** How things of a kind are found: among all there are, or one by one where AWS is asked by name. */
export type Kind = KindBase &
  (
    | { list(aws: AwsReader): Promise<readonly Thing[]>; find?: never }
    | { find(aws: AwsReader, name: string): Promise<readonly Thing[]>; list?: never }
  );

const read = (service: string, ...operations: string[]): LabRead[] =>
  operations.map((operation) => ({ service, operation }));

const thing = (
  name: string | undefined,
  id: string | undefined,
  remove: (id: string) => string,
  isHourly = false,
): Thing[] =>
  name === undefined || id === undefined ? [] : [{ name, id, isHourly, remove: remove(id) }];

const nameTag = (tags: readonly Tag[] | undefined) =>
  tags?.find(({ Key }) => Key === 'Name')?.Value;

/**
 * What labs make and `verify --clean` looks for. A VPC cannot be deleted before its subnets, endpoints and
 * groups are, so these need no line of their own, but for what is charged by the hour.
 */
const KINDS = {
  'usage-plan': {
    label: 'usage plan',
    reads: read('apigateway', 'GetUsagePlans'),
    list: async (aws) =>
      ((await aws.apigateway.getUsagePlans()).items ?? []).flatMap(({ id, name }) =>
        thing(name, id, (one) => `aws apigateway delete-usage-plan --usage-plan-id ${one}`),
      ),
  },
  'api-key': {
    label: 'API key',
    reads: read('apigateway', 'GetApiKeys'),
    list: async (aws) =>
      ((await aws.apigateway.getApiKeys()).items ?? []).flatMap(({ id, name }) =>
        thing(name, id, (one) => `aws apigateway delete-api-key --api-key ${one}`),
      ),
  },
  'domain-name': {
    label: 'custom domain name',
    reads: read('apigateway', 'GetDomainNames'),
    list: async (aws) =>
      ((await aws.apigateway.getDomainNames()).items ?? []).flatMap(({ domainName }) =>
        thing(
          domainName,
          domainName,
          (id) => `aws apigateway delete-domain-name --domain-name ${id}`,
        ),
      ),
  },
  'stage-cache': {
    label: 'cache on a stage of REST API',
    reads: read('apigateway', 'GetRestApis', 'GetStages'),
    async find(aws, name) {
      const apis = ((await aws.apigateway.getRestApis()).items ?? []).filter(
        (api) => api.name === name,
      );
      const stages = await Promise.all(
        apis.map(async ({ id = '' }) =>
          ((await aws.apigateway.getStages({ restApiId: id })).item ?? []).map((stage) => ({
            id,
            ...stage,
          })),
        ),
      );
      return stages
        .flat()
        .flatMap(({ id, stageName = '', cacheClusterEnabled }) =>
          cacheClusterEnabled
            ? thing(
                name,
                `${id}/${stageName}`,
                () =>
                  `aws apigateway update-stage --rest-api-id ${id} --stage-name ${stageName} --patch-operations op=replace,path=/cacheClusterEnabled,value=false`,
                true,
              )
            : [],
        );
    },
  },
  'rest-api': {
    label: 'REST API',
    reads: read('apigateway', 'GetRestApis'),
    list: async (aws) =>
      ((await aws.apigateway.getRestApis()).items ?? []).flatMap(({ id, name }) =>
        thing(name, id, (one) => `aws apigateway delete-rest-api --rest-api-id ${one}`),
      ),
  },
  'http-api': {
    label: 'HTTP or WebSocket API',
    reads: read('apigatewayv2', 'GetApis'),
    list: async (aws) =>
      ((await aws.apigatewayv2.getApis()).Items ?? []).flatMap(({ ApiId, Name }) =>
        thing(Name, ApiId, (id) => `aws apigatewayv2 delete-api --api-id ${id}`),
      ),
  },
  'rest-vpc-link': {
    label: 'VPC link of REST APIs',
    reads: read('apigateway', 'GetVpcLinks'),
    list: async (aws) =>
      ((await aws.apigateway.getVpcLinks()).items ?? []).flatMap(({ id, name }) =>
        thing(name, id, (one) => `aws apigateway delete-vpc-link --vpc-link-id ${one}`),
      ),
  },
  'vpc-link': {
    label: 'VPC link',
    reads: read('apigatewayv2', 'GetVpcLinks'),
    list: async (aws) =>
      ((await aws.apigatewayv2.getVpcLinks()).Items ?? []).flatMap(({ VpcLinkId, Name }) =>
        thing(Name, VpcLinkId, (id) => `aws apigatewayv2 delete-vpc-link --vpc-link-id ${id}`),
      ),
  },
  'load-balancer': {
    label: 'load balancer',
    reads: read('elbv2', 'DescribeLoadBalancers'),
    list: async (aws) =>
      ((await aws.elbv2.describeLoadBalancers()).LoadBalancers ?? []).flatMap(
        ({ LoadBalancerName, LoadBalancerArn }) =>
          thing(
            LoadBalancerName,
            LoadBalancerArn,
            (arn) => `aws elbv2 delete-load-balancer --load-balancer-arn ${arn}`,
            true,
          ),
      ),
  },
  'vpc-endpoint': {
    label: 'endpoint in VPC',
    reads: read('ec2', 'DescribeVpcs', 'DescribeVpcEndpoints'),
    async list(aws) {
      const [{ Vpcs = [] }, { VpcEndpoints = [] }] = await Promise.all([
        aws.ec2.describeVpcs(),
        aws.ec2.describeVpcEndpoints(),
      ]);
      const names = new Map(Vpcs.map(({ VpcId, Tags }) => [VpcId, nameTag(Tags)]));
      return VpcEndpoints.flatMap(({ VpcEndpointId, VpcId, VpcEndpointType }) =>
        thing(
          names.get(VpcId),
          VpcEndpointId,
          (id) => `aws ec2 delete-vpc-endpoints --vpc-endpoint-ids ${id}`,
          VpcEndpointType !== 'Gateway',
        ),
      );
    },
  },
  vpc: {
    label: 'VPC',
    reads: read('ec2', 'DescribeVpcs'),
    list: async (aws) =>
      ((await aws.ec2.describeVpcs()).Vpcs ?? []).flatMap(({ VpcId, Tags }) =>
        thing(nameTag(Tags), VpcId, (id) => `aws ec2 delete-vpc --vpc-id ${id}`),
      ),
  },
  'web-acl': {
    label: 'web ACL',
    reads: read('wafv2', 'ListWebACLs'),
    list: async (aws) =>
      ((await aws.wafv2.listWebACLs({ Scope: 'REGIONAL' })).WebACLs ?? []).flatMap(
        ({ Name, Id, LockToken }) =>
          thing(
            Name,
            Id,
            (id) =>
              `aws wafv2 delete-web-acl --name ${Name ?? ''} --scope REGIONAL --id ${id} --lock-token ${LockToken ?? ''}`,
            true,
          ),
      ),
  },
  'ip-set': {
    label: 'IP set',
    reads: read('wafv2', 'ListIPSets'),
    list: async (aws) =>
      ((await aws.wafv2.listIPSets({ Scope: 'REGIONAL' })).IPSets ?? []).flatMap(
        ({ Name, Id, LockToken }) =>
          thing(
            Name,
            Id,
            (id) =>
              `aws wafv2 delete-ip-set --name ${Name ?? ''} --scope REGIONAL --id ${id} --lock-token ${LockToken ?? ''}`,
          ),
      ),
  },
  function: {
    label: 'function',
    reads: read('lambda', 'GetFunctionConfiguration'),
    async find(aws, name) {
      const { FunctionName } = await aws.lambda.getFunctionConfiguration({ FunctionName: name });
      return thing(
        FunctionName,
        FunctionName,
        (id) => `aws lambda delete-function --function-name ${id}`,
      );
    },
  },
  table: {
    label: 'table',
    reads: read('dynamodb', 'DescribeTable'),
    async find(aws, name) {
      const { Table } = await aws.dynamodb.describeTable({ TableName: name });
      return thing(
        Table?.TableName,
        Table?.TableName,
        (id) => `aws dynamodb delete-table --table-name ${id}`,
      );
    },
  },
  queue: {
    label: 'queue',
    reads: read('sqs', 'GetQueueUrl'),
    async find(aws, name) {
      const { QueueUrl } = await aws.sqs.getQueueUrl({ QueueName: name });
      return thing(name, QueueUrl, (url) => `aws sqs delete-queue --queue-url ${url}`);
    },
  },
  role: {
    label: 'role',
    reads: read('iam', 'GetRole'),
    async find(aws, name) {
      const { Role } = await aws.iam.getRole({ RoleName: name });
      return thing(Role?.RoleName, Role?.RoleName, (id) => `aws iam delete-role --role-name ${id}`);
    },
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type MadeKind = keyof typeof KINDS;
/** In the order in which they are told: what others hang on comes after them. */
export const MADE_KINDS = Object.keys(KINDS) as readonly MadeKind[];

const isKind = (text: string): text is MadeKind => Object.hasOwn(KINDS, text);

/** @returns what a `makes.txt` names, one per line: `rest-api hello` */
export const parseMakes = (text: string): readonly Made[] =>
  text.split('\n').flatMap((line) => {
    const space = line.indexOf(' ');
    const kind = line.slice(0, space);
    return isKind(kind) ? [{ kind, name: line.slice(space + 1) }] : [];
  });

export const madeName = ({ kind, name }: Made): string => `${kind} ${name}`;

/** What looking for these asks AWS, for the policy that allows it. */
export const readsFor = (makes: readonly Made[]): readonly LabRead[] =>
  makes.flatMap(({ kind }) => KINDS[kind].reads);

/** All things that bear a name of a kind. Rejects with `LookFault` when one may not look. */
export async function findThings(aws: AwsReader, { kind, name }: Made): Promise<readonly Thing[]> {
  const how: Kind = KINDS[kind];
  return how.list ? (await how.list(aws)).filter((one) => one.name === name) : how.find(aws, name);
}

/** Names of all things of a kind; undefined for a kind that AWS tells by name alone. */
export async function namesOf(
  aws: AwsReader,
  kind: MadeKind,
): Promise<readonly string[] | undefined> {
  const how: Kind = KINDS[kind];
  return how.list && (await how.list(aws)).map(({ name }) => name);
}

/** Something of a lab that is still there. */
export interface Leftover extends Made, Thing {
  /** For sentences: `REST API "hello"`. */
  readonly what: string;
}

/** Something that could not be looked for. */
export interface Unseen extends Made {
  readonly what: string;
  readonly saw: string;
  readonly nextStep: string;
}

/** What is left of a lab. */
export interface CleanResult {
  readonly labId: string;
  readonly target: Target;
  readonly left: readonly Leftover[];
  readonly gone: readonly (Made & { readonly what: string })[];
  readonly unseen: readonly Unseen[];
}

const whatOf = ({ kind, name }: Made) => `${KINDS[kind].label} "${name}"`;

/** Looks for everything that builds of a lab make. */
export async function findLeftovers(
  aws: AwsReader,
  makes: readonly Made[],
): Promise<Pick<CleanResult, 'left' | 'gone' | 'unseen'>> {
  const looks = await Promise.all(
    makes.map(async (made) => {
      const named = { ...made, what: whatOf(made) };
      try {
        const things = await findThings(aws, made);
        const left = things.map((one) => ({ ...named, ...one }));
        return { left, gone: left.length === 0 ? [named] : [], unseen: [] };
      } catch (error) {
        if (!(error instanceof LookFault)) throw error;
        const { message: saw, nextStep } = error;
        return { left: [], gone: [], unseen: [{ ...named, saw, nextStep }] };
      }
    }),
  );
  return {
    left: looks.flatMap(({ left }) => left),
    gone: looks.flatMap(({ gone }) => gone),
    unseen: looks.flatMap(({ unseen }) => unseen),
  };
}
