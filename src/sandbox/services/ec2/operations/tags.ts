import type {
  CreateTagsRequest,
  DeleteTagsRequest,
  DescribeTagsRequest,
} from '@aws-sdk/client-ec2';
import type { OperationContext, Parsed } from '../../context.ts';
import { demandReal, filtered, pageOf, putTags, stateOf, values } from '../access.ts';
import type { Ec2State } from '../state.ts';
import { noResource } from '../texts.ts';

const KINDS: readonly (readonly [prefix: string, type: string])[] = [
  ['vpce-', 'vpc-endpoint'],
  ['vpc-', 'vpc'],
  ['subnet-', 'subnet'],
  ['sgr-', 'security-group-rule'],
  ['sg-', 'security-group'],
  ['eni-', 'network-interface'],
];
const typeOf = (id: string) => KINDS.find(([prefix]) => id.startsWith(prefix))?.[1] ?? '';

function isThere({ vpcs, subnets, securityGroups, endpoints }: Ec2State, id: string): boolean {
  return (
    [vpcs, subnets, securityGroups, endpoints].some((record) => Object.hasOwn(record, id)) ||
    values(securityGroups).some(({ rules }) =>
      rules.some(({ SecurityGroupRuleId }) => SecurityGroupRuleId === id),
    )
  );
}

function demandAll(state: Ec2State, ids: readonly string[]): void {
  const missing = ids.find((id) => !isThere(state, id));
  if (missing !== undefined) throw noResource(missing);
}

export function createTags(context: OperationContext, input: Parsed<CreateTagsRequest>): void {
  demandReal(input);
  const state = stateOf(context);
  demandAll(state, input.Resources);
  for (const id of input.Resources) putTags(state, id, input.Tags);
}

/** Without tags all of them go; a tag with a value goes only if it has that value. */
export function deleteTags(context: OperationContext, input: Parsed<DeleteTagsRequest>): void {
  demandReal(input);
  const { tags } = stateOf(context);
  for (const id of input.Resources) {
    const kept = Object.entries(tags[id] ?? {}).filter(
      ([key, value]) =>
        input.Tags !== undefined &&
        !input.Tags.some(({ Key, Value }) => Key === key && (Value ?? value) === value),
    );
    tags[id] = Object.fromEntries(kept);
  }
}

export function describeTags(context: OperationContext, input: Parsed<DescribeTagsRequest>) {
  const state = stateOf(context);
  const all = Object.entries(state.tags).flatMap(([ResourceId, tags]) =>
    Object.entries(tags).map(([Key, Value]) => ({
      ResourceId,
      ResourceType: typeOf(ResourceId),
      Key,
      Value,
    })),
  );
  const found = filtered(state, all, input.Filters, ({ ResourceId }) => ResourceId, {
    'resource-id': ({ ResourceId }) => ResourceId,
    'resource-type': ({ ResourceType }) => ResourceType,
    key: ({ Key }) => Key,
    value: ({ Value }) => Value,
  });
  const { items, page } = pageOf(found, input);
  return { Tags: items, ...page };
}
