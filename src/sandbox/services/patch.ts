/**
 * PATCH with `patchOperations`: `op`, `path`, `value`, `from`.
 * Source: docs.aws.amazon.com/apigateway/latest/api/patch-operations.html, texts from recordings.
 */
import type { PatchOperation } from '@aws-sdk/client-api-gateway';
import { badRequest } from '../wire/errors.ts';

export type Op = 'add' | 'remove' | 'replace' | 'copy' | 'move' | 'test';

/** What an operation asks of one path. */
export interface Patch {
  readonly op: Op;
  readonly path: string;
  readonly value: string | undefined;
  /** What the `{…}` segments of the rule's path stand for, unescaped. */
  readonly names: readonly string[];
}

export interface PatchRule<T> {
  /** JSON Pointer with `{…}` for a segment that may be anything. */
  readonly path: string;
  /** How AWS writes the path when it lists those it takes; its own way with placeholders. */
  readonly shown?: string;
  readonly ops: readonly Op[];
  readonly apply: (target: T, patch: Patch) => void;
}

/** JSON Pointer escapes (RFC 6901): `~1` is a slash, `~0` a tilde. */
export const unescapeSegment = (segment: string): string =>
  segment.replaceAll('~1', '/').replaceAll('~0', '~');

function matchPath(pattern: string, path: string): string[] | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const names: string[] = [];
  for (const [index, segment] of wanted.entries()) {
    const one = given[index] ?? '';
    if (segment.startsWith('{')) names.push(unescapeSegment(one));
    else if (segment !== one) return undefined;
  }
  return names;
}

/** AWS's own words for a path that a resource cannot patch that way. */
function refuse<T>(rules: readonly PatchRule<T>[], op: string, path: string): never {
  const paths = rules
    .filter(({ ops }) => ops.some((one) => one === op))
    .map((rule) => rule.shown ?? rule.path);
  const hint =
    paths.length === 0
      ? 'Please choose supported operations'
      : `Must be one of: [${paths.join(', ')}]`;
  throw badRequest(`Invalid patch path  '${path}' specified for op '${op}'. ${hint}`);
}

/**
 * Applies the operations in order to a copy, so that a refused one changes nothing.
 * @returns the patched copy; throws BadRequestException in AWS's words
 */
export function applyPatch<T>(
  target: T,
  operations: readonly PatchOperation[] | undefined,
  rules: readonly PatchRule<T>[],
): T {
  const copy = structuredClone(target);
  for (const { op, path, value } of operations ?? []) {
    // AWS names no default for either; the texts are assumed.
    if (op === undefined) throw badRequest('Invalid patch operation: it needs an op.');
    if (path === undefined) throw badRequest('Invalid patch path: a patch operation needs a path.');
    const found = rules
      .filter(({ ops }) => ops.some((one) => one === op))
      .map((rule) => ({ rule, names: matchPath(rule.path, path) }))
      .find(({ names }) => names !== undefined);
    if (!found?.names) refuse(rules, op, path);
    found.rule.apply(copy, { op, path, value, names: found.names });
  }
  return copy;
}

/** @returns the patch's value; throws where there is none. */
export function textOf({ value, path, op }: Patch): string {
  if (value === undefined)
    throw badRequest(`Invalid patch value: op '${op}' on path '${path}' needs a value.`);
  return value;
}

export function booleanOf(patch: Patch): boolean {
  const text = textOf(patch).toLowerCase();
  if (text !== 'true' && text !== 'false') {
    throw badRequest(
      `Invalid patch value  '${text}' specified for path '${patch.path}'. Must be one of: [true, false]`,
    );
  }
  return text === 'true';
}

/** @param range inclusive bounds */
export function numberOf(
  patch: Patch,
  range: { readonly min?: number; readonly max?: number; readonly whole?: boolean } = {},
): number {
  const text = textOf(patch);
  const value = Number(text);
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, whole = false } = range;
  if (
    text.trim() === '' ||
    !Number.isFinite(value) ||
    value < min ||
    value > max ||
    (whole && !Number.isInteger(value))
  ) {
    throw badRequest(`Invalid patch value  '${text}' specified for path '${patch.path}'.`);
  }
  return value;
}

/** A rule that sets or clears one optional text. */
export function textRule<K extends string, T extends { [P in K]?: string }>(
  key: K,
  ops: readonly Op[] = ['replace'],
  check: (text: string) => void = () => {},
): PatchRule<T> {
  return {
    path: `/${key}`,
    ops,
    apply(target, patch) {
      if (patch.op === 'remove') delete target[key];
      else {
        const text = textOf(patch);
        check(text);
        Object.assign(target, { [key]: text });
      }
    },
  };
}
