/**
 * Writes `<service>.json` beside this file from the schemas that the installed AWS SDK clients
 * export. Run by `npm run generate`; a test proves that running it again changes nothing.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type {
  Member,
  OperationModel,
  Paginator,
  Protocol,
  ServiceModel,
  ServiceName,
  Shape,
  ShapeRef,
  StructureShape,
} from '../operations.ts';

/** A schema as the SDK writes it: a number for a simple type, a function for a late reference. */
type Schema = number | (() => Schema) | readonly unknown[] | '' | 'unit';

interface Source {
  readonly service: ServiceName;
  readonly packageName: string;
  readonly protocol: Protocol;
  readonly signingName: string;
  /** The operations with their shapes; the others are known by name. All of them when absent. */
  readonly only?: readonly string[];
}

const words = (text: string) => text.trim().split(/\s+/);

/** Decision 0010 says which operations have their shapes: those that labs build, read and break. */
export const SOURCES: readonly Source[] = [
  {
    service: 'acm',
    packageName: '@aws-sdk/client-acm',
    protocol: 'json',
    signingName: 'acm',
    only: words(`RequestCertificate DescribeCertificate ListCertificates GetCertificate
      DeleteCertificate ImportCertificate AddTagsToCertificate ListTagsForCertificate
      RemoveTagsFromCertificate`),
  },
  {
    service: 'apigateway',
    packageName: '@aws-sdk/client-api-gateway',
    protocol: 'rest-json',
    signingName: 'apigateway',
  },
  {
    service: 'apigatewaymanagementapi',
    packageName: '@aws-sdk/client-apigatewaymanagementapi',
    protocol: 'rest-json',
    signingName: 'execute-api',
  },
  {
    service: 'apigatewayv2',
    packageName: '@aws-sdk/client-apigatewayv2',
    protocol: 'rest-json',
    signingName: 'apigateway',
  },
  {
    service: 'cloudwatch',
    packageName: '@aws-sdk/client-cloudwatch',
    protocol: 'json',
    signingName: 'monitoring',
    only: words(`PutMetricData GetMetricStatistics GetMetricData ListMetrics PutMetricAlarm
      DescribeAlarms DeleteAlarms`),
  },
  {
    service: 'cognito-idp',
    packageName: '@aws-sdk/client-cognito-identity-provider',
    protocol: 'json',
    signingName: 'cognito-idp',
    only: words(`CreateUserPool DescribeUserPool UpdateUserPool DeleteUserPool ListUserPools
      CreateUserPoolClient DescribeUserPoolClient UpdateUserPoolClient DeleteUserPoolClient
      ListUserPoolClients CreateUserPoolDomain DescribeUserPoolDomain DeleteUserPoolDomain
      CreateResourceServer DescribeResourceServer ListResourceServers DeleteResourceServer
      AdminCreateUser AdminGetUser AdminDeleteUser AdminSetUserPassword AdminConfirmSignUp
      AdminInitiateAuth AdminRespondToAuthChallenge AdminUpdateUserAttributes AdminDisableUser
      AdminEnableUser ListUsers SignUp ConfirmSignUp InitiateAuth RespondToAuthChallenge GetUser
      ChangePassword CreateGroup GetGroup ListGroups DeleteGroup AdminAddUserToGroup
      AdminListGroupsForUser AdminRemoveUserFromGroup GlobalSignOut RevokeToken`),
  },
  {
    service: 'dynamodb',
    packageName: '@aws-sdk/client-dynamodb',
    protocol: 'json',
    signingName: 'dynamodb',
    only: words(`CreateTable DescribeTable ListTables DeleteTable UpdateTable PutItem GetItem
      DeleteItem UpdateItem Query Scan BatchWriteItem BatchGetItem DescribeTimeToLive
      UpdateTimeToLive TagResource UntagResource ListTagsOfResource`),
  },
  {
    service: 'ec2',
    packageName: '@aws-sdk/client-ec2',
    protocol: 'ec2-query',
    signingName: 'ec2',
    only: words(`CreateVpc DescribeVpcs DeleteVpc DescribeVpcAttribute ModifyVpcAttribute
      CreateSubnet DescribeSubnets DeleteSubnet CreateSecurityGroup DescribeSecurityGroups
      DeleteSecurityGroup AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress
      AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress DescribeSecurityGroupRules
      CreateVpcEndpoint DescribeVpcEndpoints ModifyVpcEndpoint DeleteVpcEndpoints
      DescribeVpcEndpointServices DescribeAvailabilityZones DescribeNetworkInterfaces CreateTags
      DeleteTags DescribeTags`),
  },
  {
    service: 'elbv2',
    packageName: '@aws-sdk/client-elastic-load-balancing-v2',
    protocol: 'query',
    signingName: 'elasticloadbalancing',
    only: words(`CreateLoadBalancer DescribeLoadBalancers DeleteLoadBalancer
      DescribeLoadBalancerAttributes ModifyLoadBalancerAttributes SetSecurityGroups SetSubnets
      CreateTargetGroup DescribeTargetGroups ModifyTargetGroup DeleteTargetGroup
      DescribeTargetGroupAttributes ModifyTargetGroupAttributes RegisterTargets DeregisterTargets
      DescribeTargetHealth CreateListener DescribeListeners ModifyListener DeleteListener CreateRule
      DescribeRules DeleteRule AddTags RemoveTags DescribeTags`),
  },
  {
    service: 'iam',
    packageName: '@aws-sdk/client-iam',
    protocol: 'query',
    signingName: 'iam',
    only: words(`CreateRole GetRole ListRoles DeleteRole UpdateRole UpdateAssumeRolePolicy
      PutRolePolicy GetRolePolicy ListRolePolicies DeleteRolePolicy AttachRolePolicy
      DetachRolePolicy ListAttachedRolePolicies PutRolePermissionsBoundary
      DeleteRolePermissionsBoundary TagRole UntagRole ListRoleTags CreatePolicy GetPolicy
      GetPolicyVersion ListPolicies ListPolicyVersions CreatePolicyVersion DeletePolicyVersion
      SetDefaultPolicyVersion DeletePolicy ListEntitiesForPolicy SimulatePrincipalPolicy
      SimulateCustomPolicy CreateUser GetUser ListUsers DeleteUser PutUserPolicy GetUserPolicy
      ListUserPolicies DeleteUserPolicy AttachUserPolicy DetachUserPolicy ListAttachedUserPolicies
      CreateAccessKey ListAccessKeys DeleteAccessKey CreateServiceLinkedRole`),
  },
  {
    service: 'lambda',
    packageName: '@aws-sdk/client-lambda',
    protocol: 'rest-json',
    signingName: 'lambda',
    only: words(`CreateFunction GetFunction GetFunctionConfiguration ListFunctions DeleteFunction
      UpdateFunctionCode UpdateFunctionConfiguration PublishVersion ListVersionsByFunction
      CreateAlias GetAlias UpdateAlias DeleteAlias ListAliases AddPermission RemovePermission
      GetPolicy Invoke ListTags TagResource UntagResource PutFunctionConcurrency
      GetFunctionConcurrency DeleteFunctionConcurrency GetAccountSettings`),
  },
  {
    service: 'logs',
    packageName: '@aws-sdk/client-cloudwatch-logs',
    protocol: 'json',
    signingName: 'logs',
    only: words(`CreateLogGroup DescribeLogGroups DeleteLogGroup PutRetentionPolicy
      DeleteRetentionPolicy CreateLogStream DescribeLogStreams DeleteLogStream PutLogEvents
      GetLogEvents FilterLogEvents PutResourcePolicy DescribeResourcePolicies DeleteResourcePolicy
      TagResource UntagResource ListTagsForResource`),
  },
  {
    service: 'sqs',
    packageName: '@aws-sdk/client-sqs',
    protocol: 'json',
    signingName: 'sqs',
  },
  { service: 'sts', packageName: '@aws-sdk/client-sts', protocol: 'query', signingName: 'sts' },
  {
    service: 'wafv2',
    packageName: '@aws-sdk/client-wafv2',
    protocol: 'json',
    signingName: 'wafv2',
    only: words(`CreateIPSet GetIPSet UpdateIPSet DeleteIPSet ListIPSets CreateWebACL GetWebACL
      UpdateWebACL DeleteWebACL ListWebACLs AssociateWebACL DisassociateWebACL
      GetWebACLForResource ListResourcesForWebACL CheckCapacity TagResource UntagResource
      ListTagsForResource`),
  },
];

const SIMPLE: Readonly<Record<number, ShapeRef>> = {
  0: 'string',
  1: 'number',
  2: 'boolean',
  4: 'timestamp',
  5: 'timestamp:date-time',
  6: 'timestamp:http-date',
  7: 'timestamp:epoch',
  15: 'document',
  17: 'number',
  19: 'number',
  21: 'blob',
  42: 'blob',
};
const LIST_OF = 64;
const MAP_OF = 128;

/** A trait stands as a bit of the mask, or by name among others: `{ httpLabel: 1, jsonName: … }`. */
const TRAIT = {
  path: { bit: 1, name: 'httpLabel' },
  idempotencyToken: { bit: 4, name: 'idempotencyToken' },
  sensitive: { bit: 8, name: 'sensitive' },
  payload: { bit: 16, name: 'httpPayload' },
  status: { bit: 32, name: 'httpResponseCode' },
  queryMap: { bit: 64, name: 'httpQueryParams' },
} as const;
type Trait = (typeof TRAIT)[keyof typeof TRAIT];

type Traits = number | Readonly<Record<string, unknown>>;
const asArray = (schema: Schema): readonly unknown[] => (Array.isArray(schema) ? schema : []);
const has = (traits: Traits, { bit, name }: Trait) =>
  typeof traits === 'number' ? (traits & bit) !== 0 : traits[name] === 1;
const text = (traits: Traits, key: string) =>
  typeof traits === 'object' && typeof traits[key] === 'string' ? traits[key] : undefined;

/** What the SDK's type declarations say that its schemas do not: which members are enums. */
interface Declarations {
  /** `Structure.member` → the enum's name. */
  readonly memberEnums: ReadonlyMap<string, string>;
  readonly enums: ReadonlyMap<string, readonly string[]>;
}

function readDeclarations(root: string, client: Readonly<Record<string, unknown>>): Declarations {
  const enums = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(client)) {
    if (!/^[A-Z]/.test(name) || typeof value !== 'object' || value === null) continue;
    const values = Object.values(value);
    if (values.every((one) => typeof one === 'string')) enums.set(name, values);
  }
  const memberEnums = new Map<string, string>();
  const models = join(root, 'dist-types/models');
  for (const file of readdirSync(models).filter((name) => /^models_\d+\.d\.ts$/.test(name))) {
    const source = readFileSync(join(models, file), 'utf8');
    for (const [, structure = '', body = ''] of source.matchAll(
      /export interface (\w+) \{\n([\s\S]*?)\n\}/g,
    )) {
      for (const [, member, type = ''] of body.matchAll(/^ {4}(\w+)\??: (.+);$/gm)) {
        const found = [...type.matchAll(/\w+/g)]
          .map(([word]) => word)
          .find((word) => enums.has(word));
        if (found) memberEnums.set(`${structure}.${member}`, found);
      }
    }
  }
  return { memberEnums, enums };
}

/** Collects the shapes that one service's operations reach. */
class Shapes {
  readonly table: Record<string, Shape> = {};
  private readonly declared: Declarations;
  private readonly protocol: Protocol;

  constructor(declared: Declarations, protocol: Protocol) {
    this.declared = declared;
    this.protocol = protocol;
  }

  /** @param enumName the enum that the strings inside are values of */
  reference(schema: Schema, enumName?: string): ShapeRef {
    if (typeof schema === 'function') return this.reference(schema(), enumName);
    if (typeof schema === 'number') return this.simple(schema, enumName);
    if (schema === '') return 'string';
    // What a list or map holds may come as `[type, traits]`, like a member.
    const pair = asArray(schema);
    if (pair.length === 2) return this.reference(pair[0] as Schema, enumName);
    const [kind, , name, traits] = asArray(schema) as [number, string, string, Traits];
    // A simple type with a name of its own: what it is stands at the end.
    if (kind === 0) {
      const plain = SIMPLE[asArray(schema)[4] as number] ?? 'string';
      return has(traits, TRAIT.sensitive) ? `${plain}:sensitive` : plain;
    }
    if (kind === 21) return has(traits, TRAIT.sensitive) ? 'blob:sensitive' : 'blob';
    if (kind === 1) return this.list(this.reference(asArray(schema)[4] as Schema, enumName));
    if (kind === 2) return this.map(asArray(schema), enumName);
    if (!(name in this.table)) this.structure(name, asArray(schema));
    return name;
  }

  private simple(schema: number, enumName: string | undefined): ShapeRef {
    if (schema >= MAP_OF) return this.mapOf('string', this.simple(schema - MAP_OF, enumName));
    if (schema >= LIST_OF) return this.list(this.simple(schema - LIST_OF, enumName));
    if (schema === 0 && enumName) return this.enumeration(enumName);
    const found = SIMPLE[schema];
    if (!found)
      throw new Error(
        `The SDK's schema type ${schema} is new to this generator: add it to SIMPLE.`,
      );
    return found;
  }

  private enumeration(name: string): ShapeRef {
    const values = this.declared.enums.get(name) ?? [];
    // Two enums may be named like a structure; keep them apart.
    const key = this.table[name] && this.table[name].kind !== 'string' ? `${name}Value` : name;
    this.table[key] = { kind: 'string', values };
    return key;
  }

  private list(member: ShapeRef): ShapeRef {
    const name = `List<${member}>`;
    this.table[name] ??= { kind: 'list', member };
    return name;
  }

  private map(schema: readonly unknown[], enumName: string | undefined): ShapeRef {
    return this.mapOf('string', this.reference(schema[5] as Schema, enumName));
  }

  private mapOf(key: ShapeRef, value: ShapeRef): ShapeRef {
    const name = `Map<${value}>`;
    this.table[name] ??= { kind: 'map', key, value };
    return name;
  }

  private structure(name: string, schema: readonly unknown[]): void {
    const [kind, , , traits, names = [], schemas = [], requiredCount = 0] = schema as [
      number,
      string,
      string,
      Traits,
      string[]?,
      Schema[]?,
      number?,
    ];
    const members: Record<string, Member> = {};
    const errorStatus = typeof traits === 'object' ? traits['httpError'] : undefined;
    const queryError = typeof traits === 'object' ? traits['awsQueryError'] : undefined;
    // Entered first, since structures may contain themselves.
    this.table[name] = {
      kind: kind === -3 ? 'error' : kind === 4 ? 'union' : 'structure',
      members,
      ...(requiredCount > 0 && { required: names.slice(0, requiredCount) }),
      ...(typeof errorStatus === 'number' && { status: errorStatus }),
      ...(Array.isArray(queryError) && { code: String(queryError[0]) }),
    };
    names.forEach((member, index) => {
      members[member] = this.member(name, member, schemas[index] ?? 0);
    });
  }

  private member(structure: string, name: string, schema: Schema): Member {
    // `[type, traits]` is a member with traits of its own; anything else is a bare type.
    const pair = asArray(schema);
    const [type, traits] = pair.length === 2 ? (pair as [Schema, Traits]) : [schema, 0];
    const shape = this.reference(type, this.declared.memberEnums.get(`${structure}.${name}`));
    return { shape, ...binding(this.protocol, name, traits), ...flags(traits) };
  }
}

const capitalized = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

function binding(
  protocol: Protocol,
  name: string,
  traits: Traits,
): Pick<Member, 'in' | 'wire' | 'field'> {
  if (has(traits, TRAIT.path)) return { in: 'path' };
  if (has(traits, TRAIT.payload)) return { in: 'payload' };
  if (has(traits, TRAIT.status)) return { in: 'status' };
  if (has(traits, TRAIT.queryMap)) return { in: 'query-map' };
  const query = text(traits, 'httpQuery');
  if (query) return { in: 'query', ...(query !== name && { wire: query }) };
  const header = text(traits, 'httpHeader');
  if (header) return { in: 'header', wire: header };
  // Services that moved to JSON keep their XML names in the schema, without meaning.
  const isXml = protocol === 'query' || protocol === 'ec2-query';
  const wire = text(traits, isXml ? 'xmlName' : 'jsonName') ?? name;
  if (protocol === 'query' && typeof traits === 'object' && traits['xmlFlattened'])
    throw new Error(`${name} is a flattened list, which the query protocol here does not know.`);
  const field = text(traits, 'ec2QueryName');
  return {
    ...(wire !== name && { wire }),
    ...(field && field !== capitalized(wire) && { field }),
  };
}

const flags = (traits: Traits): Pick<Member, 'sensitive' | 'idempotencyToken'> => ({
  ...(has(traits, TRAIT.sensitive) && { sensitive: true }),
  ...(has(traits, TRAIT.idempotencyToken) && { idempotencyToken: true }),
});

const TOKENS: readonly (readonly [input: string, output: string, size: string])[] = [
  ['position', 'position', 'limit'],
  ['NextToken', 'NextToken', 'MaxResults'],
  ['NextToken', 'NextToken', 'MaxItems'],
  ['nextToken', 'nextToken', 'limit'],
  ['NextMarker', 'NextMarker', 'Limit'],
  ['Marker', 'Marker', 'MaxItems'],
  ['Marker', 'NextMarker', 'MaxItems'],
  ['Marker', 'NextMarker', 'PageSize'],
];

/**
 * The SDK exports a paginator for some of the list operations only, while the `aws` command pages
 * through all of them, so the members decide; every exported paginator follows the same rule.
 */
function paginatorOf(
  table: Readonly<Record<string, Shape>>,
  input: StructureShape | undefined,
  output: StructureShape | undefined,
): Paginator | undefined {
  if (!input || !output) return undefined;
  const tokens = TOKENS.find(
    ([token, next, size]) =>
      token in input.members && next in output.members && size in input.members,
  );
  const result = Object.entries(output.members).find(([name, { shape }]) => {
    const kind = table[shape]?.kind;
    return (kind === 'list' || kind === 'map') && name !== 'warnings';
  });
  if (!tokens || !result) return undefined;
  const [inputToken, outputToken, pageSize] = tokens;
  return { inputToken, outputToken, pageSize, result: result[0] };
}

const isStructure = (shape: Shape | undefined): shape is StructureShape =>
  shape !== undefined && 'members' in shape;

function readOperation(
  shapes: Shapes,
  schema: readonly unknown[],
  isNameOnly: boolean,
): OperationModel {
  const [, , , traits, input, output] = schema as [number, string, string, Traits, Schema, Schema];
  const http = typeof traits === 'object' ? traits['http'] : undefined;
  const [method, uri, status] = (Array.isArray(http) ? http : ['POST', '/', 200]) as [
    string,
    string,
    number,
  ];
  if (isNameOnly) return { http: { method, uri, status }, isNameOnly };
  const structure = (one: Schema) => {
    // An operation without an input or output has the schema `unit`.
    if ((typeof one === 'function' ? one() : one) === 'unit') return undefined;
    const name = shapes.reference(one);
    const shape = shapes.table[name];
    return isStructure(shape) ? { name, shape } : undefined;
  };
  const takes = structure(input);
  const gives = structure(output);
  const paginator = paginatorOf(shapes.table, takes?.shape, gives?.shape);
  return {
    http: { method, uri, status },
    ...(takes && { input: takes.name }),
    ...(gives && { output: gives.name }),
    ...(paginator && { paginator }),
  };
}

const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));

interface Client {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly root: string;
}

async function loadClient({ packageName }: Source): Promise<Client> {
  const manifest = createRequire(import.meta.url).resolve(`${packageName}/package.json`);
  const exports = (await import(packageName)) as Record<string, unknown>;
  return { exports, root: join(manifest, '..') };
}

interface Identity extends Pick<ServiceModel, 'apiVersion' | 'serviceId'> {
  readonly xmlNamespace: string | undefined;
  readonly target: string | undefined;
  readonly jsonVersion: string | undefined;
}

/** Class names the runtime config, which knows the version, the service id and the wire's words. */
function readIdentity(root: string): Identity {
  const source = readFileSync(join(root, 'dist-es/runtimeConfig.shared.js'), 'utf8');
  const find = (pattern: RegExp) => pattern.exec(source)?.[1];
  const apiVersion = find(/apiVersion: "([^"]+)"/);
  const serviceId = find(/serviceId: config\?\.serviceId \?\? "([^"]+)"/);
  if (!apiVersion || !serviceId) {
    throw new Error(
      `${root}/dist-es/runtimeConfig.shared.js no longer states apiVersion and serviceId.`,
    );
  }
  return {
    apiVersion,
    serviceId,
    xmlNamespace: find(/xmlNamespace: "([^"]+)"/),
    target: find(/serviceTarget: "([^"]+)"/),
    jsonVersion: find(/AwsJson(1_\d)Protocol/)?.replace('_', '.'),
  };
}

interface Addition {
  /** Shapes that the SDK does not have yet. */
  readonly shapes: Readonly<Record<string, Shape>>;
  /** Members to add to the SDK's structures. */
  readonly members: Readonly<Record<string, Readonly<Record<string, Member>>>>;
  /** Values to add to the SDK's enums. */
  readonly values: Readonly<Record<string, readonly string[]>>;
}

/**
 * What AWS documents and the installed SDK does not know yet. JWT authorizers of REST APIs: names as in
 * AWS::ApiGateway::Authorizer, written small as API Gateway's wire has them (assumed).
 * Source: docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-authorizer-jwtconfiguration.html
 */
const ADDITIONS: Readonly<Partial<Record<ServiceName, Addition>>> = {
  apigateway: {
    shapes: {
      JwtConfiguration: {
        kind: 'structure',
        members: {
          defaultAlgorithms: { shape: 'List<string>' },
          issuers: { shape: 'List<JwtIssuer>' },
        },
        required: ['defaultAlgorithms', 'issuers'],
      },
      'List<JwtIssuer>': { kind: 'list', member: 'JwtIssuer' },
      JwtIssuer: {
        kind: 'structure',
        members: {
          issuer: { shape: 'string' },
          audiences: { shape: 'List<string>' },
          additionalClaims: { shape: 'List<JwtAdditionalClaim>' },
        },
        required: ['issuer', 'audiences'],
      },
      'List<JwtAdditionalClaim>': { kind: 'list', member: 'JwtAdditionalClaim' },
      JwtAdditionalClaim: {
        kind: 'structure',
        members: {
          claimName: { shape: 'string' },
          format: { shape: 'string' },
          expectedValues: { shape: 'List<string>' },
          required: { shape: 'boolean' },
        },
        required: ['claimName', 'format'],
      },
    },
    members: {
      Authorizer: { jwtConfiguration: { shape: 'JwtConfiguration' } },
      CreateAuthorizerRequest: { jwtConfiguration: { shape: 'JwtConfiguration' } },
    },
    values: { AuthorizerType: ['JWT'] },
  },
};

function withAdditions(
  service: ServiceName,
  table: Readonly<Record<string, Shape>>,
): Readonly<Record<string, Shape>> {
  const addition = ADDITIONS[service];
  if (!addition) return table;
  const known = Object.keys(addition.shapes).find((name) => /^\w+$/.test(name) && name in table);
  if (known !== undefined)
    throw new Error(`The SDK knows ${known} now: take it from ADDITIONS, and compare the names.`);
  const grown = Object.entries(table).map(([name, shape]): [string, Shape] => {
    const members = addition.members[name];
    if (members && 'members' in shape)
      return [name, { ...shape, members: { ...shape.members, ...members } }];
    const values = addition.values[name];
    return values && shape.kind === 'string'
      ? [name, { ...shape, values: [...(shape.values ?? []), ...values] }]
      : [name, shape];
  });
  return { ...Object.fromEntries(grown), ...addition.shapes };
}

/** @returns the service's model, read from the installed SDK client. */
export async function generateModel(source: Source): Promise<ServiceModel> {
  const client = await loadClient(source);
  const shapes = new Shapes(readDeclarations(client.root, client.exports), source.protocol);
  const operations: Record<string, OperationModel> = {};
  for (const [name, value] of Object.entries(client.exports)) {
    if (!name.endsWith('$') || !Array.isArray(value)) continue;
    const operation = name.slice(0, -1);
    const isNameOnly = source.only?.includes(operation) === false;
    if (value[0] === 9) operations[operation] = readOperation(shapes, value, isNameOnly);
    if (value[0] === -3 && !source.only) shapes.reference(value);
  }
  const missing = (source.only ?? []).filter((name) => !(name in operations));
  if (missing.length > 0)
    throw new Error(`${source.packageName} has no operation ${missing.join(', ')}.`);
  const { apiVersion, serviceId, xmlNamespace, target, jsonVersion } = readIdentity(client.root);
  const isXml = source.protocol === 'query' || source.protocol === 'ec2-query';
  return {
    service: source.service,
    apiVersion,
    serviceId,
    protocol: source.protocol,
    signingName: source.signingName,
    ...(isXml && xmlNamespace && { xmlNamespace }),
    ...(source.protocol === 'json' && target && jsonVersion && { target, jsonVersion }),
    operations: sorted(operations),
    shapes: sorted(withAdditions(source.service, shapes.table)),
  };
}

/** One line per operation and per shape: small, and a diff shows what AWS changed. */
export function formatModel({ operations, shapes, ...head }: ServiceModel): string {
  const lines = (record: Readonly<Record<string, unknown>>) =>
    Object.entries(record)
      .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
      .join(',\n');
  const opening = JSON.stringify(head).slice(0, -1);
  return `${opening},\n"operations":{\n${lines(operations)}\n},\n"shapes":{\n${lines(shapes)}\n}}\n`;
}

if (import.meta.main) {
  for (const source of SOURCES) {
    const path = join(import.meta.dirname, `${source.service}.json`);
    writeFileSync(path, formatModel(await generateModel(source)));
  }
}
