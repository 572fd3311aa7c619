import { matchesPattern, patternOf } from '#policy';
import type { Filter, TagSpecification } from '@aws-sdk/client-ec2';
import { regionState } from '../../state.ts';
import { AwsError } from '../../wire/errors.ts';
import type { OperationContext } from '../context.ts';
import { own } from '../records.ts';
import { newEc2Id, seed } from './seed.ts';
import type { Ec2State, SecurityGroup, Subnet, Vpc } from './state.ts';
import { invalidValue, noGroup, noSubnet, noVpc } from './texts.ts';

export { defined, own, values } from '../records.ts';

/** EC2's state of the caller, with the default VPC, without endpoints whose time has come. */
export function stateOf({ sandbox, caller, region, random, clock }: OperationContext): Ec2State {
  const { ec2 } = regionState(sandbox, caller.accountId, region);
  seed(ec2, region, random);
  for (const { VpcEndpointId, goneAt } of Object.values(ec2.endpoints)) {
    if (goneAt === undefined || clock.now() < goneAt) continue;
    delete ec2.endpoints[VpcEndpointId];
    delete ec2.tags[VpcEndpointId];
  }
  return ec2;
}

export const newId = ({ random }: OperationContext, prefix: string): string =>
  newEc2Id(random, prefix);

export function vpcOf(context: OperationContext, id: string): Vpc {
  const found = own(stateOf(context).vpcs, id);
  if (!found) throw noVpc(id);
  return found;
}

export function subnetOf(context: OperationContext, id: string): Subnet {
  const found = own(stateOf(context).subnets, id);
  if (!found) throw noSubnet(id);
  return found;
}

export function groupOf(context: OperationContext, id: string): SecurityGroup {
  const found = own(stateOf(context).securityGroups, id);
  if (!found) throw noGroup(id);
  return found;
}

/** A dry run asks whether the caller may; every caller who gets here may. */
export function demandReal({ DryRun }: { readonly DryRun?: boolean | undefined }): void {
  if (DryRun)
    throw new AwsError(
      'DryRunOperation',
      412,
      'Request would have succeeded, but DryRun flag is set.',
    );
}

type Tags = readonly { readonly Key: string; readonly Value: string }[];

/** Keeps the tags that a creation gives to what it makes. */
export function tagNew(
  context: OperationContext,
  id: string,
  specifications: readonly TagSpecification[] | undefined,
  resourceType: string,
): void {
  for (const { ResourceType, Tags = [] } of specifications ?? []) {
    if (ResourceType !== resourceType)
      throw invalidValue(
        `'${ResourceType ?? ''}' is not a valid taggable resource type for this operation.`,
      );
    putTags(stateOf(context), id, Tags);
  }
}

const MAX_TAGS = 50;

export function putTags(
  state: Ec2State,
  id: string,
  tags: readonly { Key?: string | undefined; Value?: string | undefined }[],
): void {
  const all = { ...state.tags[id] };
  for (const { Key = '', Value = '' } of tags) {
    if (/^aws:/i.test(Key))
      throw invalidValue(`Tag keys starting with 'aws:' are reserved for internal use`);
    all[Key] = Value;
  }
  if (Object.keys(all).length > MAX_TAGS)
    throw new AwsError(
      'TagLimitExceeded',
      400,
      'More than 50 tags were specified for the resource',
    );
  state.tags[id] = all;
}

export const tagsOf = ({ tags }: Ec2State, id: string): Tags =>
  Object.entries(tags[id] ?? {}).map(([Key, Value]) => ({ Key, Value }));

/** What a filter looks at: nothing, one text or several. */
export type FilterFields<T> = Readonly<
  Record<string, (item: T) => string | readonly string[] | boolean | undefined>
>;

function fieldValues<T>(fields: FilterFields<T>, item: T, name: string): readonly string[] {
  const value = fields[name]?.(item);
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly string[]) : [String(value)];
}

/**
 * Items that every filter lets pass; one of a filter's values is enough, `*` and `?` are wildcards.
 * Source: docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html
 * @param idOf for the filters about tags
 */
export function filtered<T>(
  state: Ec2State,
  items: readonly T[],
  filters: readonly Filter[] | undefined,
  idOf: (item: T) => string,
  fields: FilterFields<T>,
): T[] {
  return (filters ?? []).reduce<T[]>(
    (left, { Name = '', Values = [] }) => {
      const read = reader(state, Name, idOf, fields);
      return left.filter((item) =>
        read(item).some((value) =>
          Values.some((wanted) => matchesPattern(patternOf(wanted), value)),
        ),
      );
    },
    [...items],
  );
}

function reader<T>(
  { tags }: Ec2State,
  name: string,
  idOf: (item: T) => string,
  fields: FilterFields<T>,
): (item: T) => readonly string[] {
  if (name === 'tag-key') return (item) => Object.keys(tags[idOf(item)] ?? {});
  if (name.startsWith('tag:'))
    return (item) => {
      const value = tags[idOf(item)]?.[name.slice('tag:'.length)];
      return value === undefined ? [] : [value];
    };
  if (!Object.hasOwn(fields, name)) throw invalidValue(`The filter '${name}' is invalid`);
  return (item) => fieldValues(fields, item, name);
}

/** One page of a list; without `MaxResults` all of it. */
export function pageOf<T>(
  all: readonly T[],
  {
    MaxResults,
    NextToken,
  }: { readonly MaxResults?: number | undefined; readonly NextToken?: string | undefined },
): { readonly items: T[]; readonly page: { readonly NextToken?: string } } {
  const start = NextToken === undefined ? 0 : Number(/^from-(\d+)$/.exec(NextToken)?.[1]);
  if (Number.isNaN(start))
    throw new AwsError('InvalidNextToken', 400, `The token '${NextToken ?? ''}' is invalid.`);
  const end = MaxResults === undefined ? all.length : start + Math.max(1, MaxResults);
  return {
    items: all.slice(start, end),
    page: end < all.length ? { NextToken: `from-${end}` } : {},
  };
}
