import {
  modelOf,
  shapeOf,
  structureOf,
  type Operation,
  type ServiceModel,
  type ServiceName,
  type ShapeRef,
} from '../operations.ts';
import { AwsError } from './errors.ts';
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

const lowerFirst = (name: string) => `${name.charAt(0).toLowerCase()}${name.slice(1)}`;

/** How a validation error spells a member: services that talk JSON alone begin it with a small letter. */
const spelled = ({ protocol }: ServiceModel, name: string): string =>
  protocol === 'json' ? lowerFirst(name) : name;

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
        problems.push(failed(null, `${path}.${spelled(model, name)}`, 'Member must not be null'));
    }
    for (const [name, member] of Object.entries(shape.members))
      walk(model, member.shape, value[name], `${path}.${spelled(model, name)}`, problems);
  }
}

/** Codes of services that do not say ValidationException (documented). */
const CODES: Readonly<Partial<Record<ServiceName, string>>> = {
  'cognito-idp': 'InvalidParameterException',
};

/** SQS has words of its own, and looks at enums by itself. */
function demandParameters(
  required: readonly string[],
  input: Readonly<Record<string, unknown>>,
): void {
  const missing = required.find((name) => input[name] === undefined || input[name] === null);
  if (missing !== undefined)
    throw new AwsError(
      'MissingParameterException',
      400,
      `The request must contain the parameter ${missing}.`,
    );
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
  if (operation.service === 'sqs') {
    demandParameters(structure.required ?? [], input);
    return;
  }
  const root = model.protocol === 'json' ? '' : `${lowerFirst(operation.name)}Input.`;
  const problems: string[] = [];
  for (const [name, member] of Object.entries(structure.members)) {
    const value = input[name];
    const isRequired = structure.required?.includes(name) ?? false;
    const path =
      member.in === 'path' || member.in === 'query' ? name : `${root}${spelled(model, name)}`;
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
    throw new AwsError(
      CODES[operation.service] ?? 'ValidationException',
      400,
      `${problems.length} validation error${problems.length === 1 ? '' : 's'} detected: ${problems.join('; ')}`,
    );
  }
}
