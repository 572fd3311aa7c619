import type { Operation, Paginator } from '#sandbox/operations';
import { bytesOf, fromBase64, textOf, toBase64 } from '../bytes.ts';
import { AwsCliError, EXIT } from './errors.ts';
import { type Value, isValueMap, parseValue } from './value.ts';
import type { Output } from './wire-response.ts';

export interface PagingOptions {
  readonly maxItems?: number;
  readonly pageSize?: number;
  readonly startingToken?: string;
}

type Parameters = { readonly [name: string]: Value };
type Call = (parameters: Parameters) => Promise<Output>;

/** Pages as they came, and where the next command can go on. */
export interface Pages {
  readonly pages: readonly Output[];
  readonly nextToken?: string;
}

interface Resume {
  readonly token: string | null;
  /** Items of that page which an earlier command has already shown. */
  readonly skip: number;
}

const TRUNCATED = 'boto_truncate_amount';

/** botocore's token: base64 of JSON with the service's own token and how much of its page was used. */
function encodeToken({ inputToken }: Paginator, { token, skip }: Resume): string {
  const fields = [`"${inputToken}": ${JSON.stringify(token)}`];
  if (skip > 0) fields.push(`"${TRUNCATED}": ${skip}`);
  return toBase64(bytesOf(`{${fields.join(', ')}}`));
}

function decodeToken({ inputToken }: Paginator, text: string): Resume {
  try {
    const parsed = parseValue(textOf(fromBase64(text)));
    if (!isValueMap(parsed)) throw new SyntaxError('The token holds no JSON object.');
    const { [inputToken]: token, [TRUNCATED]: skip } = parsed;
    return { token: typeof token === 'string' ? token : null, skip: Number(skip ?? 0) };
  } catch (cause) {
    throw new AwsCliError(EXIT.general, `\nBad starting token: ${text}\n`, { cause });
  }
}

const countOf = (items: Value | undefined): number =>
  Array.isArray(items) ? items.length : isValueMap(items) ? Object.keys(items).length : 0;

/** The part of a page's items (a list, of GetUsage a map) from `start` to before `end`. */
function slice(items: Value | undefined, start: number, end: number): Value {
  return isValueMap(items)
    ? Object.fromEntries(Object.entries(items).slice(start, end))
    : Array.isArray(items)
      ? items.slice(start, end)
      : [];
}

const tokenOf = (value: Value | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

/** Calls until the service has no more pages or `maxItems` are there. */
export async function collectPages(
  { paginator }: Operation & { readonly paginator: Paginator },
  parameters: Parameters,
  { maxItems = Infinity, pageSize, startingToken }: PagingOptions,
  call: Call,
): Promise<Pages> {
  const { inputToken, outputToken, result } = paginator;
  let { token, skip }: Resume = startingToken
    ? decodeToken(paginator, startingToken)
    : { token: null, skip: 0 };
  const pages: Output[] = [];
  let left = maxItems;
  for (;;) {
    const page = await call({
      ...parameters,
      ...(token !== null && { [inputToken]: token }),
      ...(pageSize !== undefined && { [paginator.pageSize]: pageSize }),
    });
    const available = countOf(page[result]) - skip;
    const taken = Math.min(available, left);
    pages.push({ ...page, [result]: slice(page[result], skip, skip + taken) });
    left -= taken;
    const next = tokenOf(page[outputToken]);
    if (taken < available) {
      return { pages, nextToken: encodeToken(paginator, { token, skip: skip + taken }) };
    }
    if (next === null) return { pages };
    if (left <= 0) return { pages, nextToken: encodeToken(paginator, { token: next, skip: 0 }) };
    token = next;
    skip = 0;
  }
}

/** All pages as one answer; what is not part of the list comes from the first page. */
export function joinPages({ outputToken, result }: Paginator, { pages, nextToken }: Pages): Output {
  const [first = {}] = pages;
  const parts = pages.map((page) => page[result]);
  const joined: Value = isValueMap(parts[0])
    ? Object.fromEntries(parts.filter(isValueMap).flatMap((part) => Object.entries(part)))
    : parts.flatMap((part) => (Array.isArray(part) ? part : []));
  const rest = Object.entries(first).filter(([name]) => name !== outputToken && name !== result);
  return {
    ...Object.fromEntries(rest),
    [result]: joined,
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}
