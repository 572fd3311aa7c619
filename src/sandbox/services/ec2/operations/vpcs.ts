import type {
  CreateVpcRequest,
  DeleteVpcRequest,
  DescribeVpcAttributeRequest,
  DescribeVpcsRequest,
  ModifyVpcAttributeRequest,
} from '@aws-sdk/client-ec2';
import type { OperationContext, Parsed } from '../../context.ts';
import {
  demandReal,
  filtered,
  newId,
  pageOf,
  stateOf,
  tagNew,
  tagsOf,
  values,
  vpcOf,
  type FilterFields,
} from '../access.ts';
import { blockOf } from '../network.ts';
import { defaultGroup } from '../seed.ts';
import type { Vpc } from '../state.ts';
import { hasDependencies, limitExceeded, missingParameter, refusal } from '../texts.ts';

/** Source: docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
const MAX_VPCS = 5;

function shown(context: OperationContext, vpc: Vpc) {
  const { VpcId, CidrBlock } = vpc;
  return {
    VpcId,
    CidrBlock,
    State: 'available',
    OwnerId: context.caller.accountId,
    InstanceTenancy: vpc.InstanceTenancy,
    DhcpOptionsId: vpc.DhcpOptionsId,
    IsDefault: vpc.IsDefault,
    CidrBlockAssociationSet: [
      { AssociationId: vpc.associationId, CidrBlock, CidrBlockState: { State: 'associated' } },
    ],
    Tags: tagsOf(stateOf(context), VpcId),
  };
}

export function createVpc(context: OperationContext, input: Parsed<CreateVpcRequest>) {
  demandReal(input);
  const state = stateOf(context);
  if (input.CidrBlock === undefined) throw missingParameter('cidrBlock');
  const block = blockOf(input.CidrBlock);
  if (!block || block.range.version !== 'ipv4' || block.prefix < 16 || block.prefix > 28)
    throw refusal('InvalidVpc.Range', `The CIDR '${input.CidrBlock}' is invalid.`);
  if (values(state.vpcs).length >= MAX_VPCS) throw limitExceeded('VpcLimitExceeded', 'VPCs');
  const vpc: Vpc = {
    VpcId: newId(context, 'vpc'),
    CidrBlock: block.text,
    IsDefault: false,
    InstanceTenancy: input.InstanceTenancy ?? 'default',
    DhcpOptionsId: values(state.vpcs)[0]?.DhcpOptionsId ?? newId(context, 'dopt'),
    associationId: newId(context, 'vpc-cidr-assoc'),
    enableDnsSupport: true,
    // Only default VPCs give names to their addresses from the start.
    enableDnsHostnames: false,
  };
  tagNew(context, vpc.VpcId, input.TagSpecifications, 'vpc');
  state.vpcs[vpc.VpcId] = vpc;
  const group = defaultGroup(context.random, vpc.VpcId);
  state.securityGroups[group.GroupId] = group;
  return { Vpc: { ...shown(context, vpc), State: 'pending' } };
}

const FIELDS: FilterFields<Vpc> = {
  'vpc-id': ({ VpcId }) => VpcId,
  cidr: ({ CidrBlock }) => CidrBlock,
  'cidr-block-association.cidr-block': ({ CidrBlock }) => CidrBlock,
  'is-default': ({ IsDefault }) => IsDefault,
  isDefault: ({ IsDefault }) => IsDefault,
  'dhcp-options-id': ({ DhcpOptionsId }) => DhcpOptionsId,
  state: () => 'available',
};

export function describeVpcs(context: OperationContext, input: Parsed<DescribeVpcsRequest>) {
  const state = stateOf(context);
  const all = input.VpcIds?.map((id) => vpcOf(context, id)) ?? values(state.vpcs);
  const found = filtered(state, all, input.Filters, ({ VpcId }) => VpcId, FIELDS);
  const { items, page } = pageOf(found, input);
  return { Vpcs: items.map((vpc) => shown(context, vpc)), ...page };
}

export function deleteVpc(context: OperationContext, input: Parsed<DeleteVpcRequest>): void {
  demandReal(input);
  const state = stateOf(context);
  const { VpcId } = vpcOf(context, input.VpcId);
  const isHere = (item: { readonly VpcId: string }) => item.VpcId === VpcId;
  const groups = values(state.securityGroups).filter(isHere);
  if (
    values(state.subnets).some(isHere) ||
    values(state.endpoints).some(isHere) ||
    groups.some(({ GroupName }) => GroupName !== 'default')
  )
    throw hasDependencies('vpc', VpcId);
  for (const { GroupId } of groups) {
    delete state.securityGroups[GroupId];
    delete state.tags[GroupId];
  }
  delete state.vpcs[VpcId];
  delete state.tags[VpcId];
}

export function describeVpcAttribute(
  context: OperationContext,
  input: Parsed<DescribeVpcAttributeRequest>,
) {
  const { VpcId, enableDnsSupport, enableDnsHostnames } = vpcOf(context, input.VpcId);
  switch (input.Attribute) {
    case 'enableDnsSupport':
      return { VpcId, EnableDnsSupport: { Value: enableDnsSupport } };
    case 'enableDnsHostnames':
      return { VpcId, EnableDnsHostnames: { Value: enableDnsHostnames } };
    case 'enableNetworkAddressUsageMetrics':
      return { VpcId, EnableNetworkAddressUsageMetrics: { Value: false } };
  }
}

export function modifyVpcAttribute(
  context: OperationContext,
  input: Parsed<ModifyVpcAttributeRequest>,
): void {
  const vpc = vpcOf(context, input.VpcId);
  vpc.enableDnsSupport = input.EnableDnsSupport?.Value ?? vpc.enableDnsSupport;
  vpc.enableDnsHostnames = input.EnableDnsHostnames?.Value ?? vpc.enableDnsHostnames;
}
