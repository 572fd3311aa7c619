import type {
  AddTagsInput,
  DescribeTagsInput,
  RemoveTagsInput,
  Tag,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { OperationContext, Parsed } from '../../context.ts';
import { stateOf, values } from '../access.ts';
import type { ElbV2State } from '../state.ts';
import { noListener, noLoadBalancer, noRule, noTargetGroup, refusal } from '../texts.ts';

const MAX_TAGS = 50;

export function putTags(
  state: ElbV2State,
  arn: string,
  given: readonly Tag[] | undefined = [],
): void {
  const all = { ...state.tags[arn] };
  for (const { Key = '', Value = '' } of given) all[Key] = Value;
  if (Object.keys(all).length > MAX_TAGS)
    throw refusal('TooManyTags', `The number of tags on '${arn}' exceeds ${MAX_TAGS}`);
  if (Object.keys(all).length > 0) state.tags[arn] = all;
}

function demandAll(state: ElbV2State, arns: readonly string[]): void {
  const rules = values(state.listeners).flatMap((listener) => Object.keys(listener.rules));
  for (const arn of arns) {
    const isThere =
      Object.hasOwn(state.loadBalancers, arn) ||
      Object.hasOwn(state.targetGroups, arn) ||
      Object.hasOwn(state.listeners, arn) ||
      rules.includes(arn);
    if (isThere) continue;
    if (arn.includes(':targetgroup/')) throw noTargetGroup();
    if (arn.includes(':listener-rule/')) throw noRule();
    throw arn.includes(':listener/') ? noListener() : noLoadBalancer();
  }
}

export function addTags(context: OperationContext, input: Parsed<AddTagsInput>) {
  const state = stateOf(context);
  demandAll(state, input.ResourceArns);
  for (const arn of input.ResourceArns) putTags(state, arn, input.Tags);
  return {};
}

export function removeTags(context: OperationContext, input: Parsed<RemoveTagsInput>) {
  const state = stateOf(context);
  demandAll(state, input.ResourceArns);
  for (const arn of input.ResourceArns) {
    const kept = Object.entries(state.tags[arn] ?? {}).filter(
      ([key]) => !input.TagKeys.includes(key),
    );
    state.tags[arn] = Object.fromEntries(kept);
  }
  return {};
}

export function describeTags(context: OperationContext, input: Parsed<DescribeTagsInput>) {
  const state = stateOf(context);
  demandAll(state, input.ResourceArns);
  return {
    TagDescriptions: input.ResourceArns.map((ResourceArn) => ({
      ResourceArn,
      Tags: Object.entries(state.tags[ResourceArn] ?? {}).map(([Key, Value]) => ({ Key, Value })),
    })),
  };
}
