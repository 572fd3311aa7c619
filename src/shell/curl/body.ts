import { bytesOf, concatBytes, textOf } from '../bytes.ts';
import type { CommandContext } from '../command.ts';
import type { CurlOptions } from './options.ts';

type Piece = CurlOptions['data'][number];

const formEncode = (text: string) => encodeURIComponent(text).replaceAll('%20', '+');

async function readNamed(path: string, context: CommandContext): Promise<Uint8Array | undefined> {
  return path === '-' ? context.stdin : context.readFile(path);
}

const join = (parts: readonly Uint8Array[], separator: string): Uint8Array =>
  concatBytes(parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part])));

/** `--data-urlencode`: `text`, `=text`, `name=text`, `@file` or `name@file`. */
async function encodePiece(text: string, context: CommandContext): Promise<Uint8Array | string> {
  const [, name = '', mark, rest = ''] = /^([^=@]*)([=@])([\s\S]*)$/.exec(text) ?? [];
  if (mark === undefined) return bytesOf(formEncode(text));
  const content = mark === '@' ? await readNamed(rest, context) : bytesOf(rest);
  if (!content) return rest;
  return bytesOf(`${name ? `${name}=` : ''}${formEncode(textOf(content))}`);
}

/** @returns the bytes, or the name of the file that is not there */
async function readPiece(
  { text, kind }: Piece,
  context: CommandContext,
): Promise<Uint8Array | string> {
  if (kind === 'urlencode') return encodePiece(text, context);
  if (kind === 'raw' || !text.startsWith('@')) return bytesOf(text);
  const content = await readNamed(text.slice(1), context);
  if (!content) return text.slice(1);
  // -d reads a file as text without its line ends; --data-binary and --json take it as it is.
  return kind === 'data' ? bytesOf(textOf(content).replaceAll(/[\r\n\0]/g, '')) : content;
}

export type Body = { readonly bytes: Uint8Array | undefined } | { readonly missingFile: string };

/** Joins the pieces of the body with `&` (of `--json` with nothing), as curl does. */
export async function readBody({ data }: CurlOptions, context: CommandContext): Promise<Body> {
  if (data.length === 0) return { bytes: undefined };
  const parts: Uint8Array[] = [];
  for (const piece of data) {
    const part = await readPiece(piece, context);
    if (typeof part === 'string') return { missingFile: part };
    parts.push(part);
  }
  return { bytes: join(parts, data.every(({ kind }) => kind === 'json') ? '' : '&') };
}
