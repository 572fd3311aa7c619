import type { Operation, Paginator } from '#sandbox/operations';
import type { Clock } from '#core';
import { type CommandContext, type CommandResult, type Send, succeed } from '../command.ts';
import { formatJson } from '../format/json.ts';
import { formatTable } from '../format/table.ts';
import { formatText } from '../format/text.ts';
import { formatYaml } from '../format/yaml.ts';
import { type ParsedArguments, parseArguments } from './arguments.ts';
import { type Caller, callOperation } from './call.ts';
import { queryWithDoubles } from './doubles.ts';
import { AwsCliError, EXIT, argumentError, parameterError } from './errors.ts';
import { type GlobalOptions, OUTPUT_FORMATS, type OutputFormat } from './globals.ts';
import { type CommandShape, commandShapeOf, paginatorOf } from './options.ts';
import { type PagingOptions, type Pages, collectPages, joinPages } from './paginate.ts';
import { type Query, compileQuery } from './query.ts';
import { inputSkeleton, outputSkeleton } from './skeleton.ts';
import { validateParameters } from './validate.ts';
import { type Value, loadParameter, parseJson, readOption } from './values.ts';
import type { Output } from './wire-response.ts';

interface Ports {
  readonly send: Send;
  readonly clock?: Clock | undefined;
}

const wordOf = ({ values }: ParsedArguments, option: string): string | undefined =>
  [...values].find(([{ name }]) => name === option)?.[1][0];

async function readInputJson(
  parsed: ParsedArguments,
  context: CommandContext,
): Promise<{ [name: string]: Value }> {
  const given = wordOf(parsed, '--cli-input-json');
  if (given === undefined) return {};
  const text = await loadParameter('cli-input-json', given, context);
  const value = typeof text === 'string' ? parseJson('cli-input-json', text) : null;
  if (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Uint8Array)
  ) {
    return value;
  }
  throw parameterError('cli-input-json', `Invalid type: expecting a JSON object`);
}

/** Options on the command line win over the document of parameters. */
async function readParameters(
  operation: Operation,
  parsed: ParsedArguments,
  context: CommandContext,
): Promise<{ [name: string]: Value }> {
  const parameters = await readInputJson(parsed, context);
  for (const [option, words] of parsed.values) {
    if (option.member === undefined) continue;
    parameters[option.member] = await readOption(operation, option, words, context);
  }
  return parameters;
}

/** No Region or no credentials: said before anything is sent, in the words of the real command. */
function callerOf(
  options: GlobalOptions,
  { env, signal }: CommandContext,
  { send, clock }: Ports,
): Caller {
  const region = options.region ?? env.get('AWS_REGION') ?? env.get('AWS_DEFAULT_REGION');
  if (!region) {
    throw new AwsCliError(
      EXIT.configuration,
      '\nYou must specify a region. You can also configure your region by running "export AWS_DEFAULT_REGION=us-east-1".\n',
    );
  }
  const accessKeyId = env.get('AWS_ACCESS_KEY_ID');
  const secretAccessKey = env.get('AWS_SECRET_ACCESS_KEY');
  const sessionToken = env.get('AWS_SESSION_TOKEN');
  const isSigned = !options.noSignRequest;
  if (isSigned && (!accessKeyId || !secretAccessKey)) {
    throw new AwsCliError(
      EXIT.configuration,
      '\nUnable to locate credentials. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or start the terminal anew.\n',
    );
  }
  return {
    region,
    credentials:
      isSigned && accessKeyId && secretAccessKey
        ? { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) }
        : undefined,
    endpointUrl: options.endpointUrl ?? env.get('AWS_ENDPOINT_URL') ?? undefined,
    send,
    signal,
    clock,
  };
}

function toCount(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw argumentError(`argument ${option}: invalid int value: '${text}'`);
  return Number(text);
}

function pagingOptionsOf(parsed: ParsedArguments): PagingOptions {
  const maxItems = toCount('--max-items', wordOf(parsed, '--max-items'));
  const pageSize = toCount('--page-size', wordOf(parsed, '--page-size'));
  const startingToken = wordOf(parsed, '--starting-token');
  return {
    ...(maxItems !== undefined && { maxItems }),
    ...(pageSize !== undefined && { pageSize }),
    ...(startingToken !== undefined && { startingToken }),
  };
}

/** The learner turned auto-pagination off, by option or by giving the service's own paging parameters. */
function isSinglePage(
  { inputToken, pageSize }: Paginator,
  parameters: { readonly [name: string]: Value },
  options: GlobalOptions,
  paging: PagingOptions,
): boolean {
  const isManual = inputToken in parameters || pageSize in parameters;
  if (!options.noPaginate && !isManual) return false;
  const given = [
    ...(paging.startingToken === undefined ? [] : ['--starting-token']),
    ...(paging.pageSize === undefined ? [] : ['--page-size']),
    ...(paging.maxItems === undefined ? [] : ['--max-items']),
  ];
  if (given.length === 0) return true;
  throw new AwsCliError(
    EXIT.general,
    `\nError during pagination: Cannot specify --no-paginate along with pagination arguments: ${given.join(', ')}\n`,
  );
}

const isFormat = (text: string | undefined): text is OutputFormat =>
  OUTPUT_FORMATS.some((one) => one === text);

function formatOf({ output }: GlobalOptions, { env }: CommandContext): OutputFormat {
  const configured = env.get('AWS_DEFAULT_OUTPUT');
  return output ?? (isFormat(configured) ? configured : 'json');
}

interface Printer {
  readonly operation: Operation;
  readonly format: OutputFormat;
  readonly query: Query;
  /** Columns of the screen. */
  readonly width: number;
}

function print({ operation, format, query, width }: Printer, output: Output): string {
  const value = queryWithDoubles(operation, output, query);
  if (format === 'off') return '';
  if (format === 'text') return formatText(value);
  if (format === 'table') return formatTable(operation.name, value, width);
  return format === 'json' ? formatJson(value) : formatYaml(value);
}

/** `text` is printed page by page, each with the query on it: that is what the real command does. */
function printPages(printer: Printer, paginator: Paginator, pages: Pages): string {
  if (printer.format !== 'text') return print(printer, joinPages(paginator, pages));
  const { result, outputToken } = paginator;
  const printed = pages.pages.map((page, index) => {
    const isRest = ([name]: [string, unknown]) =>
      name !== outputToken && (index === 0 || name === result);
    return print(printer, Object.fromEntries(Object.entries(page).filter(isRest)));
  });
  const { nextToken } = pages;
  const tail =
    nextToken === undefined ? [] : [print(printer, { NextToken: { NextToken: nextToken } })];
  return [...printed, ...tail].join('');
}

/** Stores the answer's document under the name given and leaves the rest to be printed. */
async function storeDocument(
  { outfile }: CommandShape,
  path: string | undefined,
  output: Output,
  context: CommandContext,
): Promise<Output> {
  if (!outfile || path === undefined) return output;
  const { [outfile.member]: document, ...rest } = output;
  if (document instanceof Uint8Array) await context.writeFile(path, document);
  return rest;
}

/**
 * Runs one operation's command from its words to what is printed.
 * @throws AwsCliError for everything the learner can put right
 */
export async function runOperation(
  operation: Operation,
  words: readonly string[],
  options: GlobalOptions,
  context: CommandContext,
  ports: Ports,
): Promise<CommandResult> {
  const shape = commandShapeOf(operation);
  const printer: Printer = {
    operation,
    format: formatOf(options, context),
    query: compileQuery(options.query),
    width: Number(context.env.get('COLUMNS')) || 80,
  };
  const parsed = parseArguments(words, shape);
  const skeleton = [...parsed.values].find(([{ name }]) => name === '--generate-cli-skeleton');
  if (skeleton && skeleton[1][0] !== 'output') return succeed(formatJson(inputSkeleton(operation)));
  const parameters = await readParameters(operation, parsed, context);
  validateParameters(operation, parameters);
  if (skeleton) return succeed(print(printer, outputSkeleton(operation)));
  const caller = callerOf(options, context, ports);
  const call = (one: { readonly [name: string]: Value }) => callOperation(operation, one, caller);
  const paginator = paginatorOf(operation);
  if (paginator && !isSinglePage(paginator, parameters, options, pagingOptionsOf(parsed))) {
    const paged = { ...operation, paginator };
    const pages = await collectPages(paged, parameters, pagingOptionsOf(parsed), call);
    return succeed(printPages(printer, paginator, pages));
  }
  const output = await storeDocument(shape, parsed.outfile, await call(parameters), context);
  return succeed(print(printer, output));
}
