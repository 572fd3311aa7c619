import {
  type Operation,
  type ServiceModel,
  type ShapeRef,
  type StructureShape,
  inputOf,
  modelOf,
  shapeOf,
} from '#sandbox/operations';
import { validationError } from './errors.ts';
import { type Value, type ValueMap, isValueMap } from './value.ts';

/** As botocore reports types, which are Python's. */
function typeName(value: Value): string {
  if (value === null) return "<class 'NoneType'>";
  if (Array.isArray(value)) return "<class 'list'>";
  if (value instanceof Uint8Array) return "<class 'bytes'>";
  if (typeof value === 'object') return "<class 'dict'>";
  if (typeof value === 'number')
    return Number.isInteger(value) ? "<class 'int'>" : "<class 'float'>";
  return typeof value === 'boolean' ? "<class 'bool'>" : "<class 'str'>";
}

/** One line, as Python would print the value. */
function literal(value: Value): string {
  if (value === null) return 'None';
  if (value instanceof Uint8Array) return `<${value.length} bytes>`;
  if (Array.isArray(value)) return `[${value.map((one) => quoted(one)).join(', ')}]`;
  if (typeof value === 'object') {
    return `{${Object.entries(value)
      .map(([key, one]) => `'${key}': ${quoted(one)}`)
      .join(', ')}}`;
  }
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value);
}
const quoted = (value: Value) => (typeof value === 'string' ? `'${value}'` : literal(value));

const VALID = {
  string: "<class 'str'>",
  number: "<class 'int'>, <class 'float'>",
  boolean: "<class 'bool'>",
  list: "<class 'list'>, <class 'tuple'>",
  structure: "<class 'dict'>",
} as const;

/** Collects what does not fit the model, in the words of the AWS CLI. */
interface Check {
  readonly model: ServiceModel;
  readonly reports: string[];
}

function reportType({ reports }: Check, path: string, value: Value, valid: string): void {
  reports.push(
    `Invalid type for parameter ${path}, value: ${literal(value)}, type: ${typeName(value)}, valid types: ${valid}`,
  );
}

function checkStructure(check: Check, shape: StructureShape, value: Value, path: string): void {
  if (!isValueMap(value)) return reportType(check, path, value, VALID.structure);
  for (const name of shape.required ?? []) {
    if (name in value) continue;
    check.reports.push(`Missing required parameter in ${path || 'input'}: "${name}"`);
  }
  const known = Object.keys(shape.members);
  for (const [name, one] of Object.entries(value)) {
    const member = Object.hasOwn(shape.members, name) ? shape.members[name] : undefined;
    if (member) checkValue(check, member.shape, one, path ? `${path}.${name}` : name);
    else {
      check.reports.push(
        `Unknown parameter in ${path || 'input'}: "${name}", must be one of: ${known.join(', ')}`,
      );
    }
  }
}

function checkScalar(check: Check, kind: string, value: Value, path: string): void {
  if (kind === 'string' && typeof value !== 'string') reportType(check, path, value, VALID.string);
  if (kind === 'number' && typeof value !== 'number') reportType(check, path, value, VALID.number);
  if (kind === 'boolean' && typeof value !== 'boolean')
    reportType(check, path, value, VALID.boolean);
}

function checkValue(check: Check, ref: ShapeRef, value: Value, path: string): void {
  const shape = shapeOf(check.model, ref);
  if ('members' in shape) return checkStructure(check, shape, value, path);
  if (shape.kind === 'list') {
    if (!Array.isArray(value)) return reportType(check, path, value, VALID.list);
    return value.forEach((one, index) => checkValue(check, shape.member, one, `${path}[${index}]`));
  }
  if (shape.kind === 'map') {
    if (!isValueMap(value)) return reportType(check, path, value, VALID.structure);
    return Object.entries(value).forEach(([key, one]) =>
      checkValue(check, shape.value, one, `${path}.${key}`),
    );
  }
  checkScalar(check, shape.kind, value, path);
}

/**
 * Checks parameters as the AWS CLI does before it sends anything: unknown, missing, of a wrong type.
 * Enum values and ranges are the service's to judge.
 * @throws AwsCliError 252 with every finding
 */
export function validateParameters(operation: Operation, parameters: ValueMap): void {
  const check: Check = { model: modelOf(operation.service), reports: [] };
  checkStructure(check, inputOf(operation), parameters, '');
  if (check.reports.length > 0) throw validationError(check.reports);
}
