import type {
  DescribeTimeToLiveCommandInput,
  ListTagsOfResourceCommandInput,
  TagResourceCommandInput,
  UntagResourceCommandInput,
  UpdateTimeToLiveCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { OperationContext, Parsed } from '../../context.ts';
import { tableOf } from '../access.ts';
import { invalid } from '../texts.ts';

/**
 * Items are not taken away when their time is over: AWS does it within days, and queries there may see
 * them until then as well.
 */
export function updateTimeToLive(
  context: OperationContext,
  input: Parsed<UpdateTimeToLiveCommandInput>,
) {
  const table = tableOf(context, input.TableName);
  const { Enabled, AttributeName = '' } = input.TimeToLiveSpecification;
  if (Enabled === (table.ttl !== undefined))
    throw invalid(`TimeToLive is already ${Enabled ? 'enabled' : 'disabled'}`);
  if (Enabled) table.ttl = AttributeName;
  else delete table.ttl;
  return { TimeToLiveSpecification: { Enabled: Enabled ?? false, AttributeName } };
}

export function describeTimeToLive(
  context: OperationContext,
  input: Parsed<DescribeTimeToLiveCommandInput>,
) {
  const { ttl } = tableOf(context, input.TableName);
  return {
    TimeToLiveDescription:
      ttl === undefined
        ? { TimeToLiveStatus: 'DISABLED' }
        : { TimeToLiveStatus: 'ENABLED', AttributeName: ttl },
  };
}

export function tagResource(
  context: OperationContext,
  input: Parsed<TagResourceCommandInput>,
): void {
  const { tags } = tableOf(context, input.ResourceArn);
  for (const { Key = '', Value = '' } of input.Tags) tags[Key] = Value;
}

export function untagResource(
  context: OperationContext,
  input: Parsed<UntagResourceCommandInput>,
): void {
  const { tags } = tableOf(context, input.ResourceArn);
  for (const key of input.TagKeys) delete tags[key];
}

export const listTagsOfResource = (
  context: OperationContext,
  input: Parsed<ListTagsOfResourceCommandInput>,
) => ({
  Tags: Object.entries(tableOf(context, input.ResourceArn).tags).map(([Key, Value]) => ({
    Key,
    Value,
  })),
});
