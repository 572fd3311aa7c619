import type { Answer } from './context.ts';
import { base64Decode, base64Encode } from '../base64.ts';

/** A media type without parameters, in lower case. */
export const mediaType = (header: string | null): string =>
  header?.split(';')[0]?.trim().toLowerCase() ?? '';

/**
 * Whether a payload of that type counts as binary for the API. `*` + `/*` matches everything.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html
 */
export function isBinary(binaryMediaTypes: readonly string[], header: string | null): boolean {
  if (binaryMediaTypes.length === 0) return false;
  const type = mediaType(header);
  return binaryMediaTypes.some((each) => {
    const pattern = each.replaceAll('~1', '/').toLowerCase();
    return (
      pattern === '*/*' ||
      pattern === type ||
      (pattern.endsWith('/*') && type.startsWith(pattern.slice(0, -1)))
    );
  });
}

export const textOf = (body: Answer['body']): string =>
  typeof body === 'string' ? body : new TextDecoder().decode(body);

export const bytesOf = (body: Answer['body']): Uint8Array =>
  typeof body === 'string' ? new TextEncoder().encode(body) : body;

/**
 * A payload as the next side is to see it: text, bytes, or the one as base64 of the other.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
 * @param contentHandling CONVERT_TO_TEXT, CONVERT_TO_BINARY, or undefined for passing through
 * @returns undefined when text was to become binary and is no base64
 */
export function convertPayload(
  body: string | Uint8Array,
  isBinaryPayload: boolean,
  contentHandling: string | undefined,
): string | Uint8Array | undefined {
  if (isBinaryPayload)
    return contentHandling === 'CONVERT_TO_TEXT' ? base64Encode(bytesOf(body)) : body;
  if (contentHandling === 'CONVERT_TO_BINARY') return base64Decode(textOf(body).trim());
  return textOf(body);
}

/**
 * How an answer is converted where its integration response does not say: towards what the client
 * accepts. Only the first type of the Accept header counts.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
 */
export function answerHandling(
  binaryMediaTypes: readonly string[],
  isBinaryPayload: boolean,
  accept: string | null,
): string | undefined {
  if (binaryMediaTypes.length === 0 || accept === null) return undefined;
  const wantsBinary = isBinary(binaryMediaTypes, accept.split(',')[0] ?? '');
  if (isBinaryPayload === wantsBinary) return undefined;
  return wantsBinary ? 'CONVERT_TO_BINARY' : 'CONVERT_TO_TEXT';
}
