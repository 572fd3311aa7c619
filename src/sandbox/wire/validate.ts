import {
  modelOf,
  shapeOf,
  structureOf,
  type Operation,
  type ServiceModel,
  type ShapeRef,
} from '../operations.ts';
import { validation } from './errors.ts';
import { isObject } from './json.ts';

/** Orders in which AWS lists the values of an enum, where a recording shows one (recorded). */
const RECORDED_ORDER: Readonly<Record<string, readonly string[]>> = {
  Op: ['add', 'remove', 'move', 'test', 'replace', 'copy'],
  EndpointType: ['PRIVATE', 'EDGE', 'REGIONAL'],
};

/** Patterns that recordings state, by member name (recorded). */
const PATTERNS: Readonly<Record<string, string>> = { statusCode: '[1-5]\\d\\d' };

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);
const show = (value: unknown): string =>
  Array.isArray(value) ? `[${value.map(textOf).join(', ')}]` : textOf(value);

const failed = (value: unknown, path: string, constraint: string) =>
  `Value ${value === null || value === undefined ? 'null' : `'${show(value)}'`} at '${path}' failed to satisfy constraint: ${constraint}`;

const enumText = (ref: ShapeRef, values: readonly string[]) =>
  `Member must satisfy enum value set: [${(RECORDED_ORDER[ref] ?? values).join(', ')}]`;

/** Walks an input beside its shape and collects what AWS would refuse. */
function walk(
  model: ServiceModel,
  ref: ShapeRef,
  value: unknown,
  path: string,
  problems: string[],
): void {
  const shape = shapeOf(model, ref);
  if (value === undefined || value === null) return;
  if (shape.kind === 'string') {
    if (shape.values && !shape.values.includes(textOf(value)))
      problems.push(failed(value, path, enumText(ref, shape.values)));
    return;
  }
  if (shape.kind === 'list' && Array.isArray(value)) {
    const member = shapeOf(model, shape.member);
    if (member.kind === 'string') {
      const { values } = member;
      if (values && !value.every((one) => values.includes(String(one)))) {
        problems.push(
          failed(
            value,
            path,
            `Member must satisfy constraint: [${enumText(shape.member, values)}]`,
          ),
        );
      }
      return;
    }
    value.forEach((one, index) =>
      walk(model, shape.member, one, `${path}.${index + 1}.member`, problems),
    );
    return;
  }
  if ('members' in shape && isObject(value)) {
    for (const name of shape.required ?? []) {
      if (value[name] === undefined || value[name] === null)
        problems.push(failed(null, `${path}.${name}`, 'Member must not be null'));
    }
    for (const [name, member] of Object.entries(shape.members))
      walk(model, member.shape, value[name], `${path}.${name}`, problems);
  }
}

/**
 * Refuses an input that AWS would refuse before it looks at any resource: missing members, values
 * outside an enum, and the patterns that recordings state.
 */
export function validateInput(
  operation: Operation,
  input: Readonly<Record<string, unknown>>,
): void {
  const model = modelOf(operation.service);
  const structure = structureOf(model, operation.input);
  const root = `${operation.name.charAt(0).toLowerCase()}${operation.name.slice(1)}Input`;
  const problems: string[] = [];
  for (const [name, member] of Object.entries(structure.members)) {
    const value = input[name];
    const isRequired = structure.required?.includes(name) ?? false;
    const path = member.in === 'path' || member.in === 'query' ? name : `${root}.${name}`;
    if (isRequired && (value === undefined || value === null))
      problems.push(failed(null, path, 'Member must not be null'));
    const pattern = PATTERNS[name];
    if (
      pattern &&
      typeof value === 'string' &&
      value !== '' &&
      !new RegExp(`^${pattern}$`).test(value)
    ) {
      problems.push(
        failed(value, path, `Member must satisfy regular expression pattern: ${pattern}`),
      );
    }
    walk(model, member.shape, value, path, problems);
  }
  if (problems.length > 0) {
    throw validation(
      `${problems.length} validation error${problems.length === 1 ? '' : 's'} detected: ${problems.join('; ')}`,
    );
  }
}
