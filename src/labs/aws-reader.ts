import type * as ApiGateway from '@aws-sdk/client-api-gateway';
import type * as ApiGatewayV2 from '@aws-sdk/client-apigatewayv2';
import type * as DynamoDb from '@aws-sdk/client-dynamodb';
import type * as Ec2 from '@aws-sdk/client-ec2';
import type * as ElbV2 from '@aws-sdk/client-elastic-load-balancing-v2';
import type * as Iam from '@aws-sdk/client-iam';
import type * as Lambda from '@aws-sdk/client-lambda';
import type * as Logs from '@aws-sdk/client-cloudwatch-logs';
import type * as Sqs from '@aws-sdk/client-sqs';
import type * as Sts from '@aws-sdk/client-sts';
import type * as WafV2 from '@aws-sdk/client-wafv2';
import type {
  CallInput,
  PROBE_OPERATIONS,
  ReadOperationName,
  ReadService,
  TraceService,
} from './read-operations.ts';

interface Sdk {
  readonly apigateway: typeof ApiGateway;
  readonly apigatewayv2: typeof ApiGatewayV2;
  readonly dynamodb: typeof DynamoDb;
  readonly ec2: typeof Ec2;
  readonly elbv2: typeof ElbV2;
  readonly iam: typeof Iam;
  readonly lambda: typeof Lambda;
  readonly logs: typeof Logs;
  readonly sqs: typeof Sqs;
  readonly sts: typeof Sts;
  readonly wafv2: typeof WafV2;
}

type CommandOf<S extends ReadService, O extends string> = `${O}Command` extends keyof Sdk[S]
  ? Sdk[S][`${O}Command`] extends abstract new (...input: never[]) => infer Command
    ? Command
    : never
  : never;

type InputOf<Command> = Command extends { readonly input: infer Input } ? Input : never;
type OutputOf<Command> = Command extends {
  resolveMiddleware(...context: never[]): (request: never) => Promise<{ output: infer Output }>;
}
  ? Output
  : never;

/** Pages are followed by the reader, and values of keys are never asked for. */
type NotForCheckers =
  | 'position'
  | 'limit'
  | 'NextToken'
  | 'nextToken'
  | 'MaxResults'
  | 'Marker'
  | 'MaxItems'
  | 'PageSize'
  | 'includeValues';
type Reads<Input, Output> =
  Record<never, never> extends Input
    ? (input?: Omit<Input, NotForCheckers>) => Promise<Output>
    : (input: Omit<Input, NotForCheckers>) => Promise<Output>;

type Answers<S extends ReadService, O extends string> = Reads<
  InputOf<CommandOf<S, O>>,
  Partial<
    Omit<
      OutputOf<CommandOf<S, O>>,
      '$metadata' | 'position' | 'NextToken' | 'nextToken' | 'Marker' | 'NextMarker'
    >
  >
>;

/**
 * What a checker may ask AWS: the operations of `READ_OPERATIONS` and nothing else, so that a write
 * is a compile error. An answer is complete (all pages) and read once per run.
 * A call that AWS does not answer rejects with `LookFault`.
 */
export type AwsReader = {
  readonly [S in ReadService]: {
    readonly [O in ReadOperationName<S> as Uncapitalize<O>]: Answers<S, O>;
  };
};

/**
 * Where a probe looks for what its own requests have left. Each question is put anew, since the answer
 * changes; a call that AWS does not answer rejects with `LookFault`.
 */
export type TraceReader = {
  readonly [S in TraceService]: {
    readonly [O in keyof (typeof PROBE_OPERATIONS)[S] & string as Uncapitalize<O>]: Answers<S, O>;
  };
};

/** One question to AWS. */
export interface AwsCall {
  readonly service: ReadService;
  readonly operation: string;
  readonly input: CallInput;
}

/** `GetIPSet` is `get-ip-set`, `GetWebACL` is `get-web-acl`. */
const kebabCase = (name: string) =>
  name
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();

/** A structure of texts in shorthand, anything deeper as JSON: the command line takes both. */
function plainValue(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.join(' ');
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return entries.length > 0 && entries.every(([, one]) => typeof one === 'string')
    ? entries.map(([key, one]) => `${key}=${one as string}`).join(',')
    : JSON.stringify(value);
}

const optionValue = (value: unknown) => {
  const text = plainValue(value);
  return /^[\w./:@ -]+$/.test(text) ? text : `'${text}'`;
};

/** The command line writes such answers into a file, which it wants to be named. */
const INTO_FILE: ReadonlySet<string> = new Set(['GetExport']);

/** The same question as a line for a shell: `aws apigateway get-stages --rest-api-id a1b2c3`. */
export function commandLine({ service, operation, input }: AwsCall): string {
  const options = Object.entries(input)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` --${kebabCase(name)} ${optionValue(value)}`);
  return `aws ${service} ${kebabCase(operation)}${options.join('')}${INTO_FILE.has(operation) ? ' /dev/stdout' : ''}`;
}
