import apigateway from './model/apigateway.json' with { type: 'json' };
import apigatewayv2 from './model/apigatewayv2.json' with { type: 'json' };
import sts from './model/sts.json' with { type: 'json' };

/** The AWS services the local sandbox and the terminal's `aws` command know, as the command spells them. */
export const SERVICE_NAMES = [
  'acm',
  'apigateway',
  'apigatewaymanagementapi',
  'apigatewayv2',
  'cloudwatch',
  'cognito-idp',
  'dynamodb',
  'ec2',
  'elbv2',
  'iam',
  'lambda',
  'logs',
  'sqs',
  'sts',
  'wafv2',
] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];

/** How a service puts requests and answers on the wire. */
export type Protocol = 'rest-json' | 'json' | 'query' | 'ec2-query';

/**
 * Names a shape: a built-in one (`string`, `number`, `boolean`, `timestamp`, `timestamp:date-time`,
 * `timestamp:http-date`, `timestamp:epoch`, `blob`, `document`) or a key of `ServiceModel.shapes`.
 */
export type ShapeRef = string;

/** Where in the HTTP message a member travels; absent means inside the body. */
export type Location = 'path' | 'query' | 'query-map' | 'header' | 'payload' | 'status';

export interface Member {
  readonly shape: ShapeRef;
  readonly in?: Location;
  /** Name on the wire where it is not the member's own: label, query, header, JSON or XML name. */
  readonly wire?: string;
  /** Name of the request field, ec2-query only, where it is not the wire name with a capital letter. */
  readonly field?: string;
  /** A secret: never print it in logs. */
  readonly sensitive?: true;
  /** The client fills it with a random value when the caller leaves it out. */
  readonly idempotencyToken?: true;
}

export interface StructureShape {
  readonly kind: 'structure' | 'union' | 'error';
  /** In the order of AWS's model, required members first. */
  readonly members: Readonly<Record<string, Member>>;
  readonly required?: readonly string[];
  /** Of an error: its HTTP status, and its code on the query protocol. */
  readonly status?: number;
  readonly code?: string;
}

export interface ListShape {
  readonly kind: 'list';
  readonly member: ShapeRef;
}

export interface MapShape {
  readonly kind: 'map';
  readonly key: ShapeRef;
  readonly value: ShapeRef;
}

export interface StringShape {
  readonly kind: 'string';
  /** The values AWS takes, when it is an enum. */
  readonly values?: readonly string[];
  readonly sensitive?: true;
}

export interface SimpleShape {
  readonly kind: 'number' | 'boolean' | 'blob' | 'document';
  readonly sensitive?: true;
}

export interface TimestampShape {
  readonly kind: 'timestamp';
  /** `default` is epoch seconds in JSON and date-time in XML. */
  readonly format: 'default' | 'date-time' | 'http-date' | 'epoch';
}

export type Shape =
  StructureShape | ListShape | MapShape | StringShape | SimpleShape | TimestampShape;

/** How the answers of a list operation continue. */
export interface Paginator {
  /** Input member that takes the token. */
  readonly inputToken: string;
  /** Output member that gives the next token; absent in an answer: no more pages. */
  readonly outputToken: string;
  /** Input member for the page size. */
  readonly pageSize: string;
  /** Output member that holds the page's items (a list, for GetUsage a map). */
  readonly result: string;
}

export interface HttpBinding {
  readonly method: string;
  /** Path template with `{label}` and `{label+}`, and literal query parameters after `?`. */
  readonly uri: string;
  /** Status of a successful answer. */
  readonly status: number;
}

export interface OperationModel {
  readonly http: HttpBinding;
  /** A structure of `shapes`; absent when it takes nothing. */
  readonly input?: ShapeRef;
  /** A structure of `shapes`; absent when it answers nothing. */
  readonly output?: ShapeRef;
  readonly paginator?: Paginator;
  /** AWS has it and nothing here can do it: its shapes are left out. */
  readonly isNameOnly?: true;
}

/** What `model/<service>.json` holds, generated from the AWS SDK's own schemas. */
export interface ServiceModel {
  readonly service: ServiceName;
  readonly serviceId: string;
  readonly apiVersion: string;
  readonly protocol: Protocol;
  /** The service part of a SigV4 credential scope. */
  readonly signingName: string;
  /** XML namespace of answers, query protocols only. */
  readonly xmlNamespace?: string;
  /** What stands before the dot in `X-Amz-Target`, and the version in the content type: json only. */
  readonly target?: string;
  readonly jsonVersion?: string;
  readonly operations: Readonly<Record<string, OperationModel>>;
  readonly shapes: Readonly<Record<ShapeRef, Shape>>;
}

/** One operation with what belongs to it. */
export interface Operation extends OperationModel {
  /** As the API names it, for example `CreateRestApi`. */
  readonly name: string;
  readonly service: ServiceName;
}

/** The models at hand. Three always are; the others are added before they are asked for. */
const MODELS = new Map<ServiceName, ServiceModel>([
  ['apigateway', apigateway as unknown as ServiceModel],
  ['apigatewayv2', apigatewayv2 as unknown as ServiceModel],
  ['sts', sts as unknown as ServiceModel],
]);

/** The models that a page loads when a command first names their service. */
const LATE: Readonly<Partial<Record<ServiceName, () => Promise<{ readonly default: unknown }>>>> = {
  acm: () => import('./model/acm.json', { with: { type: 'json' } }),
  apigatewaymanagementapi: () =>
    import('./model/apigatewaymanagementapi.json', { with: { type: 'json' } }),
  cloudwatch: () => import('./model/cloudwatch.json', { with: { type: 'json' } }),
  'cognito-idp': () => import('./model/cognito-idp.json', { with: { type: 'json' } }),
  dynamodb: () => import('./model/dynamodb.json', { with: { type: 'json' } }),
  ec2: () => import('./model/ec2.json', { with: { type: 'json' } }),
  elbv2: () => import('./model/elbv2.json', { with: { type: 'json' } }),
  iam: () => import('./model/iam.json', { with: { type: 'json' } }),
  lambda: () => import('./model/lambda.json', { with: { type: 'json' } }),
  logs: () => import('./model/logs.json', { with: { type: 'json' } }),
  sqs: () => import('./model/sqs.json', { with: { type: 'json' } }),
  wafv2: () => import('./model/wafv2.json', { with: { type: 'json' } }),
};

/** Brings the service's model in, if it is not there yet. Rejects when it cannot be loaded. */
export async function loadModel(service: ServiceName): Promise<void> {
  const load = LATE[service];
  if (MODELS.has(service) || !load) return;
  const { default: model } = await load();
  MODELS.set(service, model as ServiceModel);
}

/** Adds a model that the caller has loaded itself. */
export const addModel = (model: ServiceModel): void => void MODELS.set(model.service, model);

const BUILT_IN: Readonly<Record<ShapeRef, Shape>> = {
  string: { kind: 'string' },
  'string:sensitive': { kind: 'string', sensitive: true },
  number: { kind: 'number' },
  boolean: { kind: 'boolean' },
  blob: { kind: 'blob' },
  'blob:sensitive': { kind: 'blob', sensitive: true },
  document: { kind: 'document' },
  timestamp: { kind: 'timestamp', format: 'default' },
  'timestamp:date-time': { kind: 'timestamp', format: 'date-time' },
  'timestamp:http-date': { kind: 'timestamp', format: 'http-date' },
  'timestamp:epoch': { kind: 'timestamp', format: 'epoch' },
};

/** @returns the service's model. Throws when `loadModel` was not awaited before: a fault of the caller's. */
export function modelOf(service: ServiceName): ServiceModel {
  const model = MODELS.get(service);
  if (model) return model;
  // Not an AppError: #core would bring its event schemas into the terminal's bundle.
  throw new Error(`The model of ${service} was asked for before it was loaded.`);
}

export const isServiceName = (text: string): text is ServiceName =>
  (SERVICE_NAMES as readonly string[]).includes(text);

/** @returns the operation of that API name (`CreateRestApi`), or undefined. */
export function findOperation(service: ServiceName, name: string): Operation | undefined {
  const { operations } = modelOf(service);
  const found = Object.hasOwn(operations, name) ? operations[name] : undefined;
  return found && { ...found, name, service };
}

/** @returns every operation of the service, in alphabetical order. */
export const operationsOf = (service: ServiceName): Operation[] =>
  Object.entries(modelOf(service).operations).map(([name, model]) => ({ ...model, name, service }));

/** @returns the shape a reference names. */
export function shapeOf(model: ServiceModel, ref: ShapeRef): Shape {
  const shape = BUILT_IN[ref] ?? model.shapes[ref];
  // The generator writes only references that resolve, and a test walks them all.
  return shape ?? { kind: 'document' };
}

const EMPTY: StructureShape = { kind: 'structure', members: {} };

/** @returns the structure a reference names; an empty one for no reference. */
export function structureOf(model: ServiceModel, ref: ShapeRef | undefined): StructureShape {
  const shape = ref === undefined ? EMPTY : shapeOf(model, ref);
  return 'members' in shape ? shape : EMPTY;
}

export const inputOf = (operation: Operation): StructureShape =>
  structureOf(modelOf(operation.service), operation.input);

export const outputOf = (operation: Operation): StructureShape =>
  structureOf(modelOf(operation.service), operation.output);

/**
 * `CreateRestApi` → `create-rest-api`, `providerARNs` → `provider-arns`: how the `aws` command spells
 * operations and parameters (the rule of botocore's xform_name).
 */
export const kebabCase = (name: string): string =>
  name
    .replace(/(?<=.)([A-Z]{2,})s$/, (_plural, letters: string) => `-${letters.toLowerCase()}s`)
    .replaceAll(/([^-])([A-Z][a-z]+)/g, '$1-$2')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();

/** AWS's reference page of the operation's command. */
export const commandReferenceUrl = ({ service, name }: Operation): string =>
  `https://docs.aws.amazon.com/cli/latest/reference/${service}/${kebabCase(name)}.html`;

/** AWS's API reference page of the operation (a redirect that AWS keeps for every service). */
export const documentationUrl = ({ service, name }: Operation): string =>
  `https://docs.aws.amazon.com/goto/WebAPI/${service}-${modelOf(service).apiVersion}/${name}`;
