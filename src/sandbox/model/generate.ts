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
  readonly xmlNamespace?: string;
}

export const SOURCES: readonly Source[] = [
  {
    service: 'apigateway',
    packageName: '@aws-sdk/client-api-gateway',
    protocol: 'rest-json',
    signingName: 'apigateway',
  },
  {
    service: 'apigatewayv2',
    packageName: '@aws-sdk/client-apigatewayv2',
    protocol: 'rest-json',
    signingName: 'apigateway',
  },
  {
    service: 'sts',
    packageName: '@aws-sdk/client-sts',
    protocol: 'query',
    signingName: 'sts',
    xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
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

  constructor(declared: Declarations) {
    this.declared = declared;
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
    if (kind === 0) return has(traits, TRAIT.sensitive) ? 'string:sensitive' : 'string';
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
    return { shape, ...binding(name, traits), ...flags(traits) };
  }
}

function binding(name: string, traits: Traits): Pick<Member, 'in' | 'wire'> {
  if (has(traits, TRAIT.path)) return { in: 'path' };
  if (has(traits, TRAIT.payload)) return { in: 'payload' };
  if (has(traits, TRAIT.status)) return { in: 'status' };
  if (has(traits, TRAIT.queryMap)) return { in: 'query-map' };
  const query = text(traits, 'httpQuery');
  if (query) return { in: 'query', ...(query !== name && { wire: query }) };
  const header = text(traits, 'httpHeader');
  if (header) return { in: 'header', wire: header };
  const wire = text(traits, 'jsonName') ?? text(traits, 'xmlName');
  return wire && wire !== name ? { wire } : {};
}

const flags = (traits: Traits): Pick<Member, 'sensitive' | 'idempotencyToken'> => ({
  ...(has(traits, TRAIT.sensitive) && { sensitive: true }),
  ...(has(traits, TRAIT.idempotencyToken) && { idempotencyToken: true }),
});

const TOKENS: readonly (readonly [input: string, output: string, size: string])[] = [
  ['position', 'position', 'limit'],
  ['NextToken', 'NextToken', 'MaxResults'],
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

function readOperation(shapes: Shapes, schema: readonly unknown[]): OperationModel {
  const [, , , traits, input, output] = schema as [number, string, string, Traits, Schema, Schema];
  const http = typeof traits === 'object' ? traits['http'] : undefined;
  const [method, uri, status] = (Array.isArray(http) ? http : ['POST', '/', 200]) as [
    string,
    string,
    number,
  ];
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

/** Class names the runtime config, which knows the version and the service id. */
function readIdentity(root: string): { apiVersion: string; serviceId: string } {
  const source = readFileSync(join(root, 'dist-es/runtimeConfig.shared.js'), 'utf8');
  const apiVersion = /apiVersion: "([^"]+)"/.exec(source)?.[1];
  const serviceId = /serviceId: config\?\.serviceId \?\? "([^"]+)"/.exec(source)?.[1];
  if (!apiVersion || !serviceId) {
    throw new Error(
      `${root}/dist-es/runtimeConfig.shared.js no longer states apiVersion and serviceId.`,
    );
  }
  return { apiVersion, serviceId };
}

/** @returns the service's model, read from the installed SDK client. */
export async function generateModel(source: Source): Promise<ServiceModel> {
  const client = await loadClient(source);
  const shapes = new Shapes(readDeclarations(client.root, client.exports));
  const operations: Record<string, OperationModel> = {};
  for (const [name, value] of Object.entries(client.exports)) {
    if (!name.endsWith('$') || !Array.isArray(value)) continue;
    if (value[0] === 9) operations[name.slice(0, -1)] = readOperation(shapes, value);
    if (value[0] === -3) shapes.reference(value);
  }
  return {
    service: source.service,
    ...readIdentity(client.root),
    protocol: source.protocol,
    signingName: source.signingName,
    ...(source.xmlNamespace && { xmlNamespace: source.xmlNamespace }),
    operations: sorted(operations),
    shapes: sorted(shapes.table),
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
