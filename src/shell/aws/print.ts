import type { Operation, Paginator } from '#sandbox/operations';
import type { CommandContext } from '../command.ts';
import { formatJson } from '../format/json.ts';
import { formatTable } from '../format/table.ts';
import { formatText } from '../format/text.ts';
import { formatYaml } from '../format/yaml.ts';
import { queryWithDoubles } from './doubles.ts';
import { type GlobalOptions, OUTPUT_FORMATS, type OutputFormat } from './globals.ts';
import { type Pages, joinPages } from './paginate.ts';
import type { Query } from './query.ts';
import type { Output } from './wire-response.ts';

const isFormat = (text: string | undefined): text is OutputFormat =>
  OUTPUT_FORMATS.some((one) => one === text);

export function formatOf({ output }: GlobalOptions, { env }: CommandContext): OutputFormat {
  const configured = env.get('AWS_DEFAULT_OUTPUT');
  return output ?? (isFormat(configured) ? configured : 'json');
}

export interface Printer {
  readonly operation: Operation;
  readonly format: OutputFormat;
  readonly query: Query;
  /** Columns of the screen. */
  readonly width: number;
}

export function print({ operation, format, query, width }: Printer, output: Output): string {
  const value = queryWithDoubles(operation, output, query);
  if (format === 'off') return '';
  if (format === 'text') return formatText(value);
  if (format === 'table') return formatTable(operation.name, value, width);
  return format === 'json' ? formatJson(value) : formatYaml(value);
}

/** `text` is printed page by page, each with the query on it: that is what the real command does. */
export function printPages(printer: Printer, paginator: Paginator, pages: Pages): string {
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
