import { base64Decode, base64Encode } from '../../base64.ts';
import { hostObject, TemplateError, toText, type Value } from './vtl/index.ts';

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  "'": "\\'",
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** JavaScript string rules: also single quotes, which JSON does not know. */
export function escapeJavaScript(text: string): string {
  return text.replaceAll(/["'\\]|[^ -~]/g, (letter) => {
    const unit = letter.charCodeAt(0);
    return SHORT_ESCAPES[letter] ?? `\\u${unit.toString(16).toUpperCase().padStart(4, '0')}`;
  });
}

function parseJson(text: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch (cause) {
    throw new TemplateError('$util.parseJson was given a text that is not JSON.', { cause });
  }
}

/** Form encoding: a space is `+`. */
const urlEncode = (text: string) =>
  encodeURIComponent(text.toWellFormed())
    .replaceAll(/[!'()~]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');

function urlDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    throw new TemplateError('$util.urlDecode was given a text that is not percent-encoded.', {
      cause,
    });
  }
}

const FUNCTIONS: Readonly<Record<string, (text: string) => Value>> = {
  escapeJavaScript,
  parseJson,
  urlEncode,
  urlDecode,
  base64Encode,
  base64Decode: (text) => {
    const decoded = base64Decode(text);
    if (decoded === undefined) {
      throw new TemplateError('$util.base64Decode was given a text that is not base64.');
    }
    return new TextDecoder().decode(decoded);
  },
};

/**
 * `$util`.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export const utilObject = hostObject({
  call: (method, [value]) => {
    const apply = Object.hasOwn(FUNCTIONS, method) ? FUNCTIONS[method] : undefined;
    return value === undefined || value === null ? undefined : apply?.(toText(value));
  },
});
