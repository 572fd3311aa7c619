import {
  type Operation,
  SERVICE_NAMES,
  type ServiceName,
  type Shape,
  commandReferenceUrl,
  inputOf,
  kebabCase,
  modelOf,
  operationsOf,
  shapeOf,
} from '#sandbox/operations';
import { type Option, commandShapeOf } from './options.ts';

const SERVICE_TITLES: Readonly<Record<ServiceName, string>> = {
  acm: 'AWS Certificate Manager',
  apigateway: 'Amazon API Gateway, REST APIs',
  apigatewaymanagementapi: 'Amazon API Gateway, open WebSocket connections',
  apigatewayv2: 'Amazon API Gateway, HTTP and WebSocket APIs',
  cloudwatch: 'Amazon CloudWatch, metrics and alarms',
  'cognito-idp': 'Amazon Cognito, user pools',
  dynamodb: 'Amazon DynamoDB',
  ec2: 'Amazon EC2, networks and endpoints',
  elbv2: 'Elastic Load Balancing, ALB and NLB',
  iam: 'AWS Identity and Access Management',
  lambda: 'AWS Lambda',
  logs: 'Amazon CloudWatch Logs',
  sqs: 'Amazon SQS',
  sts: 'AWS Security Token Service: who am I, and temporary credentials',
  wafv2: 'AWS WAF',
};

const REFERENCE = 'https://docs.aws.amazon.com/cli/latest/reference';

const section = (title: string, lines: readonly string[]) =>
  [title, ...lines.map((line) => (line ? `  ${line}` : '')), ''].join('\n');

/** Lays out words in rows of at most 76 characters. */
function wrap(words: readonly string[]): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= 76)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** `aws help` */
export const overviewHelp = (): string =>
  [
    section('NAME', ['aws - the AWS CLI of this terminal; it talks to your local sandbox']),
    section('SYNOPSIS', ['aws [options] <command> <subcommand> [parameters]']),
    section('COMMANDS', [
      ...SERVICE_NAMES.map((name) => `${name.padEnd(24)} ${SERVICE_TITLES[name]}`),
      `${'configure'.padEnd(24)} What this terminal is configured with: list, get`,
    ]),
    section('OPTIONS', [
      '--query <JMESPath>     pick from the answer',
      '--output <format>      json, text, table or yaml',
      '--region <name>        another Region than AWS_DEFAULT_REGION',
      '--endpoint-url <url>   another address',
      '--no-paginate          one call only: the first page',
      '--version',
    ]),
    section('SEE ALSO', [`aws <command> help`, `${REFERENCE}/index.html`]),
  ].join('\n');

/** `aws <service> help` */
export const serviceHelp = (service: ServiceName): string =>
  [
    section('NAME', [`${service} - ${SERVICE_TITLES[service]}`]),
    section('SYNOPSIS', [`aws ${service} <subcommand> [parameters]`]),
    section(
      'SUBCOMMANDS',
      operationsOf(service)
        .filter(({ isNameOnly }) => !isNameOnly)
        .map(({ name }) => kebabCase(name)),
    ),
    section('SEE ALSO', [`aws ${service} <subcommand> help`, `${REFERENCE}/${service}/index.html`]),
  ].join('\n');

function typeOf(operation: Operation, { member, arity }: Option): string {
  const found = inputOf(operation).members[member ?? ''];
  if (arity === 'flag' || !found) return '';
  const describe = (shape: Shape): string => {
    const item =
      shape.kind === 'list' ? shapeOf(modelOf(operation.service), shape.member) : undefined;
    return item ? `list of ${describe(item)}` : shape.kind;
  };
  return describe(shapeOf(modelOf(operation.service), found.shape));
}

/** One level of shorthand, for example `op=string,path=string`. */
function shorthandOf(operation: Operation, { member }: Option): string | undefined {
  const model = modelOf(operation.service);
  const top = shapeOf(model, inputOf(operation).members[member ?? '']?.shape ?? 'string');
  const shape = top.kind === 'list' ? shapeOf(model, top.member) : top;
  const more = top.kind === 'list' ? ' ...' : '';
  if (shape.kind === 'map') return `KeyName1=string,KeyName2=string${more}`;
  if (!('members' in shape)) return undefined;
  const pairs = Object.entries(shape.members).map(([name, one]) => {
    const { kind } = shapeOf(model, one.shape);
    return `${name}=${kind === 'list' ? '[…]' : kind === 'structure' || kind === 'map' ? '{…}' : kind}`;
  });
  return `${pairs.join(',')}${more}`;
}

function valuesOf(operation: Operation, { member }: Option): readonly string[] {
  const shape = shapeOf(
    modelOf(operation.service),
    inputOf(operation).members[member ?? '']?.shape ?? 'string',
  );
  return shape.kind === 'string' ? (shape.values ?? []) : [];
}

function describeOption(operation: Operation, option: Option): string[] {
  const type = typeOf(operation, option);
  const values = valuesOf(operation, option);
  const shorthand = option.arity === 'flag' ? undefined : shorthandOf(operation, option);
  return [
    `${option.name}${type ? ` (${type})` : ''}${option.isRequired ? ' [required]' : ''}`,
    ...(values.length > 0 ? wrap(values).map((line) => `    ${line}`) : []),
    ...(shorthand ? wrap([`Shorthand: ${shorthand}`]).map((line) => `    ${line}`) : []),
  ];
}

const synopsisOf = ({ name, arity, isRequired }: Option) => {
  const text = arity === 'flag' ? name : `${name} <value>`;
  return isRequired ? text : `[${text}]`;
};

/** `aws <service> <operation> help`: synopsis, options and a link. */
export function operationHelp(operation: Operation): string {
  const shape = commandShapeOf(operation);
  const options = shape.options.filter(({ isHidden }) => !isHidden);
  const command = `aws ${operation.service} ${kebabCase(operation.name)}`;
  return [
    section('NAME', [kebabCase(operation.name)]),
    section('SYNOPSIS', [
      command,
      ...options.map((option) => `  ${synopsisOf(option)}`),
      ...(shape.outfile ? ['  <outfile>'] : []),
    ]),
    section(
      'OPTIONS',
      options.filter(({ member }) => member).flatMap((option) => describeOption(operation, option)),
    ),
    section('SEE ALSO', [commandReferenceUrl(operation)]),
  ].join('\n');
}
