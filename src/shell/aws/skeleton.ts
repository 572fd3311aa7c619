import {
  type Operation,
  type ServiceModel,
  type ShapeRef,
  modelOf,
  shapeOf,
} from '#sandbox/operations';
import { type Value, type ValueMap, isValueMap } from './value.ts';

/** @param text what stands for a string */
function sample(
  model: ServiceModel,
  ref: ShapeRef,
  text: string,
  above: readonly ShapeRef[],
): Value {
  const shape = shapeOf(model, ref);
  if ('members' in shape) {
    // A structure that contains itself stops here, as the real command's does.
    if (above.includes(ref)) return {};
    const entries = Object.entries(shape.members).map(([name, member]): [string, Value] => [
      name,
      sample(model, member.shape, text && name, [...above, ref]),
    ]);
    return Object.fromEntries(entries);
  }
  if (shape.kind === 'list') return [sample(model, shape.member, text, above)];
  if (shape.kind === 'map') return { KeyName: sample(model, shape.value, text, above) };
  if (shape.kind === 'number') return 0;
  if (shape.kind === 'boolean') return true;
  if (shape.kind === 'timestamp') return '1970-01-01T00:00:00+00:00';
  if (shape.kind === 'document') return {};
  return (shape.kind === 'string' && shape.values?.[0]) || text;
}

/** What `--cli-input-json` takes for this operation, with placeholders. */
export const inputSkeleton = (operation: Operation): Value =>
  operation.input ? sample(modelOf(operation.service), operation.input, '', []) : {};

/** An answer of the operation's form, strings named after their members. */
export const outputSkeleton = (operation: Operation): ValueMap => {
  const value = operation.output
    ? sample(modelOf(operation.service), operation.output, 'text', [])
    : {};
  return isValueMap(value) ? value : {};
};
