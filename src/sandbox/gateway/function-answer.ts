import type { Answer } from './context.ts';
import { setHeader } from './headers.ts';
import { base64Decode } from '../base64.ts';

/** The client's answer in what a function returned, or what is wrong with it. */
export type FunctionAnswer =
  | { readonly ok: true; readonly answer: Answer; readonly isInferred: boolean }
  | { readonly ok: false; readonly problem: string };

/** In what HTTP and REST APIs differ. */
export interface AnswerRules {
  /** For an answer that names no content type. */
  readonly usualType: string;
  /** Whether a body in base64 becomes bytes. */
  readonly decodes: (headers: Headers) => boolean;
}

const HTTP_RULES: AnswerRules = {
  usualType: 'text/plain; charset=utf-8',
  decodes: () => true,
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const malformed = (problem: string): FunctionAnswer => ({ ok: false, problem });

/**
 * Reads what a Lambda integration returned. Format 2.0 infers an answer from anything that has no
 * `statusCode`; format 1.0 demands one.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * @param payload JSON text
 */
export function readFunctionAnswer(
  payload: string,
  format: string,
  rules: AnswerRules = HTTP_RULES,
): FunctionAnswer {
  let value: unknown;
  try {
    value = payload === '' ? null : JSON.parse(payload);
  } catch {
    return malformed('The function returned no JSON.');
  }
  if (isRecord(value) && value['statusCode'] !== undefined) return customised(value, rules);
  if (format === '1.0')
    return malformed(
      'Payload format 1.0 needs an object with statusCode, and the function returned none.',
    );
  const body = typeof value === 'string' ? value : JSON.stringify(value);
  return {
    ok: true,
    isInferred: true,
    answer: { status: 200, headers: new Headers({ 'content-type': 'application/json' }), body },
  };
}

function customised(
  value: Record<string, unknown>,
  { usualType, decodes }: AnswerRules,
): FunctionAnswer {
  const status = Number(value['statusCode']);
  if (!Number.isInteger(status) || status < 100 || status > 599)
    return malformed(
      `The function returned statusCode ${JSON.stringify(value['statusCode'])}, which is none.`,
    );
  const body = value['body'] ?? '';
  if (typeof body !== 'string')
    return malformed('The function returned a body that is not text: use JSON.stringify.');
  const headers = new Headers();
  addHeaders(headers, value);
  const isEncoded = value['isBase64Encoded'] === true && decodes(headers);
  const decoded = isEncoded ? base64Decode(body) : body;
  if (decoded === undefined)
    return malformed('The function returned isBase64Encoded true, and its body is no base64.');
  if (!headers.has('content-type') && decoded.length > 0) headers.set('content-type', usualType);
  return { ok: true, isInferred: false, answer: { status, headers, body: decoded } };
}

function addHeaders(headers: Headers, value: Record<string, unknown>): void {
  const plain = isRecord(value['headers']) ? value['headers'] : {};
  for (const [name, one] of Object.entries(plain))
    if (isScalar(one)) setHeader(headers, name, String(one));
  const multi = isRecord(value['multiValueHeaders']) ? value['multiValueHeaders'] : {};
  for (const [name, all] of Object.entries(multi)) {
    if (!Array.isArray(all)) continue;
    for (const one of all.filter(isScalar)) appendHeader(headers, name, String(one));
  }
  const cookies = Array.isArray(value['cookies']) ? value['cookies'] : [];
  for (const cookie of cookies.filter(isScalar))
    appendHeader(headers, 'set-cookie', String(cookie));
}

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Several values of one header; one that HTTP does not allow is left out. */
function appendHeader(headers: Headers, name: string, value: string): void {
  const probe = new Headers();
  setHeader(probe, name, value);
  if (probe.has(name)) headers.append(name, value);
}
