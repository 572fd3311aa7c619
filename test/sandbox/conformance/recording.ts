import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

interface Call {
  readonly operation: string;
  readonly answer: Record<string, unknown> & {
    readonly ResponseMetadata?: { readonly HTTPStatusCode: number };
  };
}

const cases = JSON.parse(
  readFileSync(
    join(import.meta.dirname, '../../fixtures/aws-recordings/apigateway-v1.json'),
    'utf8',
  ),
) as { readonly case: string; readonly calls: readonly Call[] }[];

/** What the SDK or a refusal gives, in the recording's own form. */
async function perform(call: () => Promise<object>): Promise<Record<string, unknown>> {
  try {
    const { $metadata, ...answer } = (await call()) as { $metadata: { httpStatusCode: number } };
    return { ...answer, status: $metadata.httpStatusCode };
  } catch (error) {
    const { name, message, $metadata } = error as Error & {
      $metadata?: { httpStatusCode?: number };
    };
    return { code: name, message, status: $metadata?.httpStatusCode };
  }
}

function expectedOf({ answer }: Call): Record<string, unknown> {
  const { ResponseMetadata, Error: error, ...rest } = answer;
  const status = ResponseMetadata?.HTTPStatusCode;
  const refused = error as { readonly Code: string; readonly Message: string } | undefined;
  return refused ? { code: refused.Code, message: refused.Message, status } : { ...rest, status };
}

const REFERENCE = /<[a-z-]+(?::\d+)?>|111111111111/g;
const literal = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A text with references in it: what stands in their place counts, the rest must be the same. */
function bindText(expected: string, seen: unknown, bound: Map<string, unknown>): unknown {
  const references = [...expected.matchAll(REFERENCE)].map(([one]) => one);
  if (references.length === 0) return expected;
  const pattern = expected.split(REFERENCE).map(literal).join('(.+?)');
  const values = new RegExp(`^${pattern}$`, 's').exec(String(seen))?.slice(1) ?? [];
  references.forEach((reference, index) => {
    if (!bound.has(reference)) bound.set(reference, values[index] ?? `nothing for ${reference}`);
  });
  return expected.replaceAll(REFERENCE, (reference) => String(bound.get(reference)));
}

/** Puts what `seen` holds in place of the recording's references: the same reference, the same value. */
function bind(expected: unknown, seen: unknown, bound: Map<string, unknown>): unknown {
  if (expected === 'datetime') return seen instanceof Date ? seen : 'a date';
  if (typeof expected === 'string') return bindText(expected, seen, bound);
  if (Array.isArray(expected))
    return expected.map((one, index) =>
      bind(one, Array.isArray(seen) ? seen[index] : undefined, bound),
    );
  if (typeof expected !== 'object' || expected === null) return expected;
  const other = (typeof seen === 'object' && seen !== null ? seen : {}) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(expected).map(([key, one]) => [key, bind(one, other[key], bound)]),
  );
}

const plain = (value: unknown): unknown =>
  value instanceof Date || typeof value !== 'object' || value === null
    ? value
    : Array.isArray(value)
      ? value.map(plain)
      : Object.fromEntries(
          Object.entries(value)
            .filter(([, one]) => one !== undefined)
            .map(([key, one]) => [key, plain(one)]),
        );

/**
 * Replays a case that was recorded on AWS.
 * @param name of the case, or its end
 * @param steps one call each, in the order recorded; `undefined` leaves a recorded call out
 */
export async function replay(
  name: string,
  steps: readonly ((() => Promise<object>) | undefined)[],
): Promise<void> {
  const recorded = cases.find((one) => one.case.endsWith(name));
  if (!recorded) throw new Error(`No case "${name}" was recorded.`);
  expect(steps.length, 'every recorded call has its step').toBe(recorded.calls.length);
  const bound = new Map<string, unknown>();
  for (const [index, call] of recorded.calls.entries()) {
    const step = steps[index];
    if (!step) continue;
    const seen = plain(await perform(step));
    expect(seen, `call ${index + 1}: ${call.operation}`).toEqual(
      bind(expectedOf(call), seen, bound),
    );
  }
}
