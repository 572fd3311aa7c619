import type { Operation, Paginator } from '#sandbox/operations';
import { type CommandContext, type CommandResult, succeed } from '../command.ts';
import { formatJson } from '../format/json.ts';
import { type ParsedArguments, parseArguments } from './arguments.ts';
import { callOperation } from './call.ts';
import { type CallPorts, callerOf } from './caller.ts';
import { AwsCliError, EXIT, argumentError, parameterError } from './errors.ts';
import type { GlobalOptions } from './globals.ts';
import { shortRule, takesShortRule } from './group-rules.ts';
import { type CommandShape, commandShapeOf, paginatorOf } from './options.ts';
import { type PagingOptions, collectPages } from './paginate.ts';
import { type Printer, formatOf, print, printPages } from './print.ts';
import { compileQuery } from './query.ts';
import { inputSkeleton, outputSkeleton } from './skeleton.ts';
import { validateParameters } from './validate.ts';
import { type ValueMap, isValueMap } from './value.ts';
import { loadParameter, parseJson, readOption } from './values.ts';
import type { Output } from './wire-response.ts';

const wordOf = ({ values }: ParsedArguments, option: string): string | undefined =>
  [...values].find(([{ name }]) => name === option)?.[1][0];

async function readInputJson(parsed: ParsedArguments, context: CommandContext): Promise<ValueMap> {
  const given = wordOf(parsed, '--cli-input-json');
  if (given === undefined) return {};
  const text = await loadParameter('cli-input-json', given, context);
  const value = typeof text === 'string' ? parseJson('cli-input-json', text) : null;
  if (isValueMap(value)) return value;
  throw parameterError('cli-input-json', `Invalid type: expecting a JSON object`);
}

/** Options on the command line win over the document of parameters. */
async function readParameters(
  operation: Operation,
  parsed: ParsedArguments,
  context: CommandContext,
): Promise<ValueMap> {
  const parameters = await readInputJson(parsed, context);
  const wholeFirst = [...parsed.values].sort(
    ([one], [other]) => Number(one.within !== undefined) - Number(other.within !== undefined),
  );
  for (const [option, words] of wholeFirst) {
    if (option.member === undefined) continue;
    const value = await readOption(operation, option, words, context);
    const around = parameters[option.member];
    parameters[option.member] =
      option.within === undefined
        ? value
        : { ...(isValueMap(around) ? around : {}), [option.within]: value };
  }
  return takesShortRule(operation)
    ? { ...parameters, ...shortRule((option) => wordOf(parsed, option), parameters) }
    : parameters;
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
  parameters: ValueMap,
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
  ports: CallPorts,
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
  const call = (one: ValueMap) => callOperation(operation, one, caller);
  const paginator = paginatorOf(operation);
  if (paginator && !isSinglePage(paginator, parameters, options, pagingOptionsOf(parsed))) {
    const paged = { ...operation, paginator };
    const pages = await collectPages(paged, parameters, pagingOptionsOf(parsed), call);
    return succeed(printPages(printer, paginator, pages));
  }
  const output = await storeDocument(shape, parsed.outfile, await call(parameters), context);
  return succeed(print(printer, output));
}
