import type {
  CreateLogGroupRequest,
  DeleteLogGroupRequest,
  DeleteRetentionPolicyRequest,
  DescribeLogGroupsRequest,
  ListTagsForResourceRequest,
  PutRetentionPolicyRequest,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import type { OperationContext, Parsed } from '../../context.ts';
import { groupArn, groupOf, own, pageOf, stateOf, values } from '../access.ts';
import type { LogGroup } from '../state.ts';
import { newGroup } from '../storage.ts';
import { groupExists, invalid, limitExceeded, unfit } from '../texts.ts';

/** Ours; AWS allows 1,000,000. */
export const MAX_GROUPS = 60;
const MAX_TAGS = 50;
const PAGE = 50;
/** Source: docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTIONS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
];

const NAME = /^[.\-_/#A-Za-z0-9]{1,512}$/;
const NAME_PATTERN = 'Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+';

function putTags(group: LogGroup, given: Readonly<Record<string, string>> | undefined): void {
  const tags = { ...group.tags, ...given };
  if (Object.keys(tags).length > MAX_TAGS) throw limitExceeded();
  group.tags = tags;
}

export function createLogGroup(
  context: OperationContext,
  input: Parsed<CreateLogGroupRequest>,
): void {
  const { groups } = stateOf(context);
  const { logGroupName: name } = input;
  if (!NAME.test(name)) throw unfit(name, 'logGroupName', NAME_PATTERN);
  if (own(groups, name)) throw groupExists();
  if (values(groups).length >= MAX_GROUPS) throw limitExceeded();
  const group = newGroup(name, context.clock.now());
  group.logGroupClass = input.logGroupClass ?? 'STANDARD';
  putTags(group, input.tags);
  groups[name] = group;
}

function shown(context: OperationContext, group: LogGroup) {
  const arn = groupArn(context, group.logGroupName);
  return {
    logGroupName: group.logGroupName,
    creationTime: group.creationTime,
    ...(group.retentionInDays !== undefined && { retentionInDays: group.retentionInDays }),
    metricFilterCount: 0,
    arn: `${arn}:*`,
    logGroupArn: arn,
    storedBytes: values(group.streams).reduce((sum, { bytes }) => sum + bytes, 0),
    logGroupClass: group.logGroupClass,
  };
}

export function describeLogGroups(
  context: OperationContext,
  input: Parsed<DescribeLogGroupsRequest>,
) {
  const { logGroupNamePrefix: prefix = '', logGroupNamePattern: part = '' } = input;
  if (prefix !== '' && part !== '')
    throw invalid(
      'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
    );
  const found = values(stateOf(context).groups)
    .filter(
      ({ logGroupName: name }) =>
        name.startsWith(prefix) && name.toLowerCase().includes(part.toLowerCase()),
    )
    .sort((a, b) => (a.logGroupName < b.logGroupName ? -1 : 1));
  const { items, page } = pageOf(found, input, PAGE);
  return { logGroups: items.map((group) => shown(context, group)), ...page };
}

export function deleteLogGroup(
  context: OperationContext,
  input: Parsed<DeleteLogGroupRequest>,
): void {
  const { logGroupName } = groupOf(context, input.logGroupName);
  delete stateOf(context).groups[logGroupName];
}

export function putRetentionPolicy(
  context: OperationContext,
  input: Parsed<PutRetentionPolicyRequest>,
): void {
  const group = groupOf(context, input.logGroupName);
  if (!RETENTIONS.includes(input.retentionInDays))
    throw unfit(
      input.retentionInDays,
      'retentionInDays',
      `Member must satisfy enum value set: [${RETENTIONS.join(', ')}]`,
    );
  group.retentionInDays = input.retentionInDays;
}

export function deleteRetentionPolicy(
  context: OperationContext,
  input: Parsed<DeleteRetentionPolicyRequest>,
): void {
  delete groupOf(context, input.logGroupName).retentionInDays;
}

export function tagResource(context: OperationContext, input: Parsed<TagResourceRequest>): void {
  putTags(groupOf(context, input.resourceArn), input.tags);
}

export function untagResource(
  context: OperationContext,
  input: Parsed<UntagResourceRequest>,
): void {
  const group = groupOf(context, input.resourceArn);
  group.tags = Object.fromEntries(
    Object.entries(group.tags).filter(([key]) => !input.tagKeys.includes(key)),
  );
}

export const listTagsForResource = (
  context: OperationContext,
  input: Parsed<ListTagsForResourceRequest>,
) => ({ tags: groupOf(context, input.resourceArn).tags });
