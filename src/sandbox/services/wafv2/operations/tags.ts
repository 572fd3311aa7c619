import type {
  ListTagsForResourceRequest,
  Tag,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-wafv2';
import type { OperationContext, Parsed } from '../../context.ts';
import { own, stateOf } from '../access.ts';
import { limitExceeded, noItem } from '../texts.ts';

const MAX_TAGS = 50;

export const tagsFrom = (
  given: readonly Tag[] | undefined = [],
  before: Readonly<Record<string, string>> = {},
): Record<string, string> => {
  const tags = { ...before };
  for (const { Key = '', Value = '' } of given) tags[Key] = Value;
  if (Object.keys(tags).length > MAX_TAGS) throw limitExceeded();
  return tags;
};

function taggedOf(context: OperationContext, arn: string) {
  const { webAcls, ipSets } = stateOf(context);
  const found = own(webAcls, arn) ?? own(ipSets, arn);
  if (!found) throw noItem();
  return found;
}

export function tagResource(context: OperationContext, input: Parsed<TagResourceRequest>) {
  const tagged = taggedOf(context, input.ResourceARN);
  tagged.tags = tagsFrom(input.Tags, tagged.tags);
  return {};
}

export function untagResource(context: OperationContext, input: Parsed<UntagResourceRequest>) {
  const tagged = taggedOf(context, input.ResourceARN);
  tagged.tags = Object.fromEntries(
    Object.entries(tagged.tags).filter(([key]) => !input.TagKeys.includes(key)),
  );
  return {};
}

export const listTagsForResource = (
  context: OperationContext,
  { ResourceARN }: Parsed<ListTagsForResourceRequest>,
) => ({
  TagInfoForResource: {
    ResourceARN,
    TagList: Object.entries(taggedOf(context, ResourceARN).tags).map(([Key, Value]) => ({
      Key,
      Value,
    })),
  },
});
