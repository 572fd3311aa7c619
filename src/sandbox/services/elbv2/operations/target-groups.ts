import type {
  CreateTargetGroupInput,
  DeleteTargetGroupInput,
  DescribeTargetGroupAttributesInput,
  DescribeTargetGroupsInput,
  ModifyTargetGroupAttributesInput,
  ModifyTargetGroupInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { OperationContext, Parsed } from '../../context.ts';
import { stateOf as ec2State } from '../../ec2/access.ts';
import { newHex } from '../../ids.ts';
import { omit } from '../../records.ts';
import {
  arnOf,
  balancersOf,
  defined,
  demandName,
  demandRoom,
  own,
  pageOf,
  stateOf,
  targetGroupOf,
  values,
} from '../access.ts';
import type { TargetGroup } from '../state.ts';
import { inUse, noTargetGroup, refusal, validation } from '../texts.ts';
import { putTags } from './tags.ts';

const isHttp = (protocol: string | undefined) => protocol === 'HTTP' || protocol === 'HTTPS';

function shown(context: OperationContext, group: TargetGroup) {
  return {
    ...omit(omit(group, 'targets'), 'attributes'),
    LoadBalancerArns: balancersOf(stateOf(context), group.TargetGroupArn),
  };
}

/** Protocol and port that a group of the given type must have; a function's has neither. */
function endOf(
  input: Parsed<CreateTargetGroupInput>,
): Pick<TargetGroup, 'Protocol' | 'Port' | 'ProtocolVersion'> {
  const { TargetType = 'instance', Protocol, Port } = input;
  if (TargetType === 'lambda') {
    if (Protocol !== undefined || Port !== undefined)
      throw validation(
        'You cannot specify a protocol or port for a target group with target type lambda',
      );
    return {};
  }
  if (Protocol === undefined) throw validation('A protocol must be specified');
  if (Port === undefined) throw validation('A port must be specified');
  if (Port < 1 || Port > 65_535) throw validation(`Port '${Port}' must be between 1 and 65535`);
  return {
    Protocol,
    Port,
    ...(isHttp(Protocol) && { ProtocolVersion: input.ProtocolVersion ?? 'HTTP1' }),
  };
}

/** Source: docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html */
function checksOf(input: Parsed<CreateTargetGroupInput>) {
  const byHttp = isHttp(input.Protocol) || input.TargetType === 'lambda';
  const HealthCheckProtocol = input.HealthCheckProtocol ?? (byHttp ? 'HTTP' : 'TCP');
  const overHttp = isHttp(HealthCheckProtocol);
  return defined({
    HealthCheckProtocol,
    HealthCheckPort: input.HealthCheckPort ?? 'traffic-port',
    HealthCheckEnabled: input.HealthCheckEnabled ?? input.TargetType !== 'lambda',
    HealthCheckPath: overHttp ? (input.HealthCheckPath ?? '/') : undefined,
    HealthCheckIntervalSeconds: input.HealthCheckIntervalSeconds ?? 30,
    HealthCheckTimeoutSeconds: input.HealthCheckTimeoutSeconds ?? (byHttp ? 5 : overHttp ? 6 : 10),
    HealthyThresholdCount: input.HealthyThresholdCount ?? 5,
    UnhealthyThresholdCount: input.UnhealthyThresholdCount ?? 2,
    Matcher: overHttp
      ? { HttpCode: input.Matcher?.HttpCode ?? (byHttp ? '200' : '200-399') }
      : undefined,
  });
}

export function createTargetGroup(
  context: OperationContext,
  input: Parsed<CreateTargetGroupInput>,
) {
  const state = stateOf(context);
  const { Name, TargetType = 'instance', VpcId } = input;
  demandName(Name, 'Target group');
  const end = endOf(input);
  if (TargetType !== 'lambda' && VpcId === undefined)
    throw validation('A VPC ID must be specified');
  if (VpcId !== undefined && !own(ec2State(context).vpcs, VpcId))
    throw validation(`The VPC ID '${VpcId}' is not found`);
  const known = values(state.targetGroups).find((one) => one.TargetGroupName === Name);
  if (known) {
    const isSame =
      known.Protocol === end.Protocol &&
      known.Port === end.Port &&
      known.VpcId === VpcId &&
      known.TargetType === TargetType;
    if (!isSame)
      throw refusal(
        'DuplicateTargetGroupName',
        `A target group with the same name '${Name}' exists, but with different settings`,
      );
    return { TargetGroups: [shown(context, known)] };
  }
  demandRoom('target groups', state.targetGroups);
  const group: TargetGroup = defined({
    TargetGroupArn: arnOf(context, `targetgroup/${Name}/${newHex(context.random, 16)}`),
    TargetGroupName: Name,
    ...end,
    VpcId,
    TargetType,
    IpAddressType: 'ipv4',
    ...checksOf(input),
    attributes: { 'deregistration_delay.timeout_seconds': '300', 'stickiness.enabled': 'false' },
    targets: [],
  });
  state.targetGroups[group.TargetGroupArn] = group;
  putTags(state, group.TargetGroupArn, input.Tags);
  return { TargetGroups: [shown(context, group)] };
}

export function describeTargetGroups(
  context: OperationContext,
  input: Parsed<DescribeTargetGroupsInput>,
) {
  const state = stateOf(context);
  const all = values(state.targetGroups);
  const { TargetGroupArns: arns, Names: names, LoadBalancerArn: balancer } = input;
  const missing =
    arns?.some((arn) => !own(state.targetGroups, arn)) ||
    names?.some((name) => !all.some((one) => one.TargetGroupName === name));
  if (missing) throw noTargetGroup();
  const found = all.filter(
    (one) =>
      (arns?.includes(one.TargetGroupArn) ?? true) &&
      (names?.includes(one.TargetGroupName) ?? true) &&
      (balancer === undefined || balancersOf(state, one.TargetGroupArn).includes(balancer)),
  );
  const { items, page } = pageOf(found, input);
  return { TargetGroups: items.map((one) => shown(context, one)), ...page };
}

export function modifyTargetGroup(
  context: OperationContext,
  { TargetGroupArn, ...changes }: Parsed<ModifyTargetGroupInput>,
) {
  const group = targetGroupOf(context, TargetGroupArn);
  Object.assign(group, defined(changes));
  return { TargetGroups: [shown(context, group)] };
}

export function deleteTargetGroup(
  context: OperationContext,
  { TargetGroupArn: arn }: Parsed<DeleteTargetGroupInput>,
) {
  const state = stateOf(context);
  if (balancersOf(state, arn).length > 0)
    throw inUse(`Target group '${arn}' is currently in use by a listener or a rule`);
  delete state.targetGroups[arn];
  delete state.tags[arn];
  return {};
}

const attributesOf = ({ attributes }: TargetGroup) => ({
  Attributes: Object.entries(attributes).map(([Key, Value]) => ({ Key, Value })),
});

export const describeTargetGroupAttributes = (
  context: OperationContext,
  input: Parsed<DescribeTargetGroupAttributesInput>,
) => attributesOf(targetGroupOf(context, input.TargetGroupArn));

export function modifyTargetGroupAttributes(
  context: OperationContext,
  input: Parsed<ModifyTargetGroupAttributesInput>,
) {
  const group = targetGroupOf(context, input.TargetGroupArn);
  for (const { Key = '', Value = '' } of input.Attributes) {
    if (!Object.hasOwn(group.attributes, Key))
      throw validation(`Target group attribute key '${Key}' is not recognized`);
    group.attributes[Key] = Value;
  }
  return attributesOf(group);
}
