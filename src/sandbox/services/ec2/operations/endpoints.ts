import type {
  CreateVpcEndpointRequest,
  DeleteVpcEndpointsRequest,
  DescribeVpcEndpointServicesRequest,
  DescribeVpcEndpointsRequest,
  ModifyVpcEndpointRequest,
} from '@aws-sdk/client-ec2';
import { parsePolicy } from '#policy';
import { epochSeconds, type OperationContext, type Parsed } from '../../context.ts';
import { newHex } from '../../ids.ts';
import {
  demandReal,
  filtered,
  groupOf,
  newId,
  own,
  pageOf,
  stateOf,
  subnetOf,
  tagNew,
  tagsOf,
  values,
  vpcOf,
  type FilterFields,
} from '../access.ts';
import { ENDPOINT_SERVICES, serviceOf, type EndpointService } from '../endpoint-services.ts';
import { freeAddress, zonesOf } from '../network.ts';
import type { EndpointInterface, Subnet, VpcEndpoint } from '../state.ts';
import { invalidParameter, limitExceeded, noEndpoint, refusal } from '../texts.ts';

/** Ours; AWS allows 50 interface endpoints for each VPC. */
const MAX_ENDPOINTS = 30;
/** Where the names of interface endpoints are answered, per Region on AWS. */
const HOSTED_ZONE = 'Z7HUB22UULQXV';

const FULL_ACCESS = JSON.stringify({
  Statement: [{ Action: '*', Effect: 'Allow', Principal: '*', Resource: '*' }],
});

const isInterface = ({ VpcEndpointType }: VpcEndpoint) => VpcEndpointType === 'Interface';

function stateNow({ clock }: OperationContext, { goneAt, availableAt }: VpcEndpoint): string {
  if (goneAt !== undefined) return 'deleting';
  return clock.now() < availableAt ? 'pending' : 'available';
}

function dnsEntries(context: OperationContext, endpoint: VpcEndpoint) {
  if (!isInterface(endpoint)) return [];
  const { region } = context;
  const service = endpoint.ServiceName.split('.').at(-1) ?? '';
  const zone = `${service}.${region}.vpce.amazonaws.com`;
  const names = [
    `${endpoint.VpcEndpointId}-${endpoint.dnsLabel}.${zone}`,
    ...endpoint.interfaces.map(
      ({ SubnetId }) =>
        `${endpoint.VpcEndpointId}-${endpoint.dnsLabel}-${subnetOf(context, SubnetId).AvailabilityZone}.${zone}`,
    ),
    ...(endpoint.PrivateDnsEnabled ? privateNames(endpoint.ServiceName, region) : []),
  ];
  return names.map((DnsName) => ({ DnsName, HostedZoneId: HOSTED_ZONE }));
}

const privateNames = (serviceName: string, region: string): string[] => {
  const service = serviceOf(serviceName, region);
  const name = `${service?.name ?? ''}.${region}.amazonaws.com`;
  return service?.name === 'execute-api' ? [name, `*.${name}`] : [name];
};

function shown(context: OperationContext, endpoint: VpcEndpoint) {
  const { securityGroups } = stateOf(context);
  return {
    VpcEndpointId: endpoint.VpcEndpointId,
    VpcEndpointType: endpoint.VpcEndpointType,
    VpcId: endpoint.VpcId,
    ServiceName: endpoint.ServiceName,
    State: stateNow(context, endpoint),
    PolicyDocument: endpoint.PolicyDocument,
    RouteTableIds: endpoint.RouteTableIds,
    SubnetIds: endpoint.interfaces.map(({ SubnetId }) => SubnetId),
    Groups: endpoint.securityGroupIds.map((GroupId) => ({
      GroupId,
      GroupName: securityGroups[GroupId]?.GroupName,
    })),
    ...(isInterface(endpoint) && {
      IpAddressType: 'ipv4',
      DnsOptions: { DnsRecordIpType: 'ipv4' },
    }),
    PrivateDnsEnabled: endpoint.PrivateDnsEnabled,
    RequesterManaged: false,
    NetworkInterfaceIds: endpoint.interfaces.map(({ NetworkInterfaceId }) => NetworkInterfaceId),
    DnsEntries: dnsEntries(context, endpoint),
    CreationTimestamp: endpoint.CreationTimestamp,
    Tags: tagsOf(stateOf(context), endpoint.VpcEndpointId),
    OwnerId: context.caller.accountId,
  };
}

/** An address in each subnet; each in another zone. */
function interfacesIn(
  context: OperationContext,
  vpcId: string,
  subnetIds: readonly string[],
  before: readonly EndpointInterface[] = [],
): EndpointInterface[] {
  const all = values(stateOf(context).endpoints).flatMap(({ interfaces }) => interfaces);
  const zones = new Set(before.map(({ SubnetId }) => subnetOf(context, SubnetId).AvailabilityZone));
  return subnetIds.map((id) => {
    const subnet = subnetOf(context, id);
    demandPlace(subnet, vpcId, zones);
    zones.add(subnet.AvailabilityZone);
    const taken = new Set(all.map(({ PrivateIpAddress }) => PrivateIpAddress));
    const PrivateIpAddress = freeAddress(subnet.CidrBlock, taken);
    if (PrivateIpAddress === undefined)
      throw refusal(
        'InsufficientFreeAddressesInSubnet',
        `There are not enough free addresses in subnet '${id}' to satisfy the requested number of interfaces.`,
      );
    return { NetworkInterfaceId: newId(context, 'eni'), SubnetId: id, PrivateIpAddress };
  });
}

function demandPlace(subnet: Subnet, vpcId: string, zones: ReadonlySet<string>): void {
  const { SubnetId, VpcId, AvailabilityZone } = subnet;
  if (VpcId !== vpcId)
    throw invalidParameter(`Subnet ${SubnetId} does not belong to VPC ${vpcId}.`);
  if (zones.has(AvailabilityZone))
    throw refusal(
      'DuplicateSubnetsInSameZone',
      `Found another VPC endpoint subnet in the availability zone of ${SubnetId}. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.`,
    );
}

function groupsFor(
  context: OperationContext,
  vpcId: string,
  given: readonly string[] | undefined,
): string[] {
  if (!given || given.length === 0)
    return values(stateOf(context).securityGroups)
      .filter(({ VpcId, GroupName }) => VpcId === vpcId && GroupName === 'default')
      .map(({ GroupId }) => GroupId);
  return given.map((id) => {
    if (groupOf(context, id).VpcId !== vpcId)
      throw invalidParameter(`Security group ${id} does not belong to VPC ${vpcId}.`);
    return id;
  });
}

/** The private name of a service can be answered once in a VPC, and only where the VPC has DNS. */
function demandPrivateDns(context: OperationContext, vpcId: string, serviceName: string): void {
  const { enableDnsSupport, enableDnsHostnames } = vpcOf(context, vpcId);
  if (!enableDnsSupport || !enableDnsHostnames)
    throw invalidParameter(
      `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${vpcId}`,
    );
  const isTaken = values(stateOf(context).endpoints).some(
    (one) => one.VpcId === vpcId && one.ServiceName === serviceName && one.PrivateDnsEnabled,
  );
  if (isTaken)
    throw invalidParameter(
      `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${privateNames(serviceName, context.region)[0] ?? serviceName} in the VPC ${vpcId}`,
    );
}

function demandPolicy(document: string): string {
  const parsed = parsePolicy(document, 'resource');
  if (!parsed.ok)
    throw refusal('InvalidPolicyDocument', `The policy document is invalid: ${parsed.problem}`);
  return document;
}

function demandService(
  { region }: OperationContext,
  name: string | undefined,
  type: string,
): EndpointService {
  const service = serviceOf(name ?? '', region);
  if (!service)
    throw refusal('InvalidServiceName', `The Vpc Endpoint Service '${name ?? ''}' does not exist`);
  if (!service.types.some((one) => one === type))
    throw invalidParameter(
      `Endpoint type (${type}) does not match available service types ([${service.types.join(', ')}]).`,
    );
  return service;
}

export function createVpcEndpoint(
  context: OperationContext,
  input: Parsed<CreateVpcEndpointRequest>,
) {
  demandReal(input);
  const state = stateOf(context);
  const { VpcId } = vpcOf(context, input.VpcId);
  // The API's default, not Interface as the console has it.
  const VpcEndpointType = input.VpcEndpointType ?? 'Gateway';
  demandService(context, input.ServiceName, VpcEndpointType);
  const ServiceName = input.ServiceName ?? '';
  const isOfInterfaces = VpcEndpointType === 'Interface';
  const PrivateDnsEnabled = isOfInterfaces && (input.PrivateDnsEnabled ?? true);
  if (PrivateDnsEnabled) demandPrivateDns(context, VpcId, ServiceName);
  if (values(state.endpoints).length >= MAX_ENDPOINTS)
    throw limitExceeded('VpcEndpointLimitExceeded', 'VPC endpoints');
  const VpcEndpointId = newId(context, 'vpce');
  const endpoint: VpcEndpoint = {
    VpcEndpointId,
    VpcEndpointType,
    VpcId,
    ServiceName,
    PolicyDocument: demandPolicy(input.PolicyDocument ?? FULL_ACCESS),
    RouteTableIds: [...(input.RouteTableIds ?? [])],
    securityGroupIds: isOfInterfaces ? groupsFor(context, VpcId, input.SecurityGroupIds) : [],
    PrivateDnsEnabled,
    dnsLabel: newHex(context.random, 8),
    interfaces: isOfInterfaces ? interfacesIn(context, VpcId, input.SubnetIds ?? []) : [],
    CreationTimestamp: epochSeconds(context),
    availableAt: context.clock.now() + (isOfInterfaces ? context.settleMs : 0),
  };
  tagNew(context, VpcEndpointId, input.TagSpecifications, 'vpc-endpoint');
  state.endpoints[VpcEndpointId] = endpoint;
  return { VpcEndpoint: shown(context, endpoint) };
}

const fieldsOf = (context: OperationContext): FilterFields<VpcEndpoint> => ({
  'vpc-endpoint-id': ({ VpcEndpointId }) => VpcEndpointId,
  'vpc-id': ({ VpcId }) => VpcId,
  'service-name': ({ ServiceName }) => ServiceName,
  'vpc-endpoint-type': ({ VpcEndpointType }) => VpcEndpointType,
  'vpc-endpoint-state': (endpoint) => stateNow(context, endpoint),
});

function endpointOf(context: OperationContext, id: string): VpcEndpoint {
  const found = own(stateOf(context).endpoints, id);
  if (!found) throw noEndpoint(id);
  return found;
}

export function describeVpcEndpoints(
  context: OperationContext,
  input: Parsed<DescribeVpcEndpointsRequest>,
) {
  const state = stateOf(context);
  const all = input.VpcEndpointIds?.map((id) => endpointOf(context, id)) ?? values(state.endpoints);
  const found = filtered(
    state,
    all,
    input.Filters,
    ({ VpcEndpointId }) => VpcEndpointId,
    fieldsOf(context),
  );
  const { items, page } = pageOf(found, input);
  return { VpcEndpoints: items.map((endpoint) => shown(context, endpoint)), ...page };
}

const without = (all: readonly string[], gone: readonly string[] | undefined) =>
  all.filter((one) => !gone?.includes(one));

export function modifyVpcEndpoint(
  context: OperationContext,
  input: Parsed<ModifyVpcEndpointRequest>,
) {
  demandReal(input);
  const endpoint = endpointOf(context, input.VpcEndpointId);
  const { VpcId, ServiceName } = endpoint;
  if (input.PrivateDnsEnabled === true && !endpoint.PrivateDnsEnabled)
    demandPrivateDns(context, VpcId, ServiceName);
  const kept = endpoint.interfaces.filter(
    ({ SubnetId }) => !input.RemoveSubnetIds?.includes(SubnetId),
  );
  const interfaces = [...kept, ...interfacesIn(context, VpcId, input.AddSubnetIds ?? [], kept)];
  const added = input.AddSecurityGroupIds
    ? groupsFor(context, VpcId, input.AddSecurityGroupIds)
    : [];
  const securityGroupIds = [
    ...new Set([...without(endpoint.securityGroupIds, input.RemoveSecurityGroupIds), ...added]),
  ];
  if (isInterface(endpoint) && securityGroupIds.length === 0)
    throw invalidParameter('An interface endpoint must have at least one security group.');
  const PolicyDocument = input.ResetPolicy
    ? FULL_ACCESS
    : demandPolicy(input.PolicyDocument ?? endpoint.PolicyDocument);
  Object.assign(endpoint, {
    interfaces,
    securityGroupIds,
    PolicyDocument,
    PrivateDnsEnabled: input.PrivateDnsEnabled ?? endpoint.PrivateDnsEnabled,
    RouteTableIds: [
      ...without(endpoint.RouteTableIds, input.RemoveRouteTableIds),
      ...(input.AddRouteTableIds ?? []),
    ],
  } satisfies Partial<VpcEndpoint>);
  return { Return: true };
}

export function deleteVpcEndpoints(
  context: OperationContext,
  input: Parsed<DeleteVpcEndpointsRequest>,
) {
  demandReal(input);
  const { endpoints } = stateOf(context);
  const missing = input.VpcEndpointIds.filter((id) => !own(endpoints, id));
  for (const id of input.VpcEndpointIds) {
    const endpoint = own(endpoints, id);
    if (endpoint) endpoint.goneAt ??= context.clock.now() + context.settleMs;
  }
  return {
    Unsuccessful: missing.map((id) => {
      const { code, message } = noEndpoint(id);
      return { ResourceId: id, Error: { Code: code, Message: message } };
    }),
  };
}

export function describeVpcEndpointServices(
  context: OperationContext,
  input: Parsed<DescribeVpcEndpointServicesRequest>,
) {
  const { region } = context;
  const all = ENDPOINT_SERVICES.map((service) => ({
    ...service,
    serviceName: `com.amazonaws.${region}.${service.name}`,
  }));
  const missing = input.ServiceNames?.find((name) => !serviceOf(name, region));
  if (missing !== undefined)
    throw refusal('InvalidServiceName', `The Vpc Endpoint Service '${missing}' does not exist`);
  const wanted = all.filter(({ serviceName }) => input.ServiceNames?.includes(serviceName) ?? true);
  const found = filtered(stateOf(context), wanted, input.Filters, ({ name }) => name, {
    'service-name': ({ serviceName }) => serviceName,
    'service-type': ({ types }) => types,
    owner: () => 'amazon',
  });
  return {
    ServiceNames: found.map(({ serviceName }) => serviceName),
    ServiceDetails: found.map(({ serviceName, name, types }) => ({
      ServiceName: serviceName,
      ServiceType: types.map((ServiceType) => ({ ServiceType })),
      AvailabilityZones: zonesOf(region).map((zone) => zone.name),
      Owner: 'amazon',
      BaseEndpointDnsNames: [`${name}.${region}.vpce.amazonaws.com`],
      PrivateDnsName: `${name}.${region}.amazonaws.com`,
      PrivateDnsNames: privateNames(serviceName, region).map((PrivateDnsName) => ({
        PrivateDnsName,
      })),
      VpcEndpointPolicySupported: true,
      AcceptanceRequired: false,
      ManagesVpcEndpoints: false,
      SupportedIpAddressTypes: ['ipv4'],
    })),
  };
}
