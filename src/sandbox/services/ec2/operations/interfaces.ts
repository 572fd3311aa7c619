import type { DescribeNetworkInterfacesRequest } from '@aws-sdk/client-ec2';
import type { OperationContext, Parsed } from '../../context.ts';
import { filtered, pageOf, stateOf, subnetOf, tagsOf, values } from '../access.ts';
import type { EndpointInterface, VpcEndpoint } from '../state.ts';
import { refusal } from '../texts.ts';

interface Placed {
  readonly endpoint: VpcEndpoint;
  readonly place: EndpointInterface;
}

function shown(context: OperationContext, { endpoint, place }: Placed) {
  const state = stateOf(context);
  const subnet = subnetOf(context, place.SubnetId);
  return {
    NetworkInterfaceId: place.NetworkInterfaceId,
    Description: `VPC Endpoint Interface ${endpoint.VpcEndpointId}`,
    InterfaceType: 'vpc_endpoint',
    Status: 'in-use',
    OwnerId: context.caller.accountId,
    RequesterManaged: true,
    SourceDestCheck: true,
    VpcId: endpoint.VpcId,
    SubnetId: place.SubnetId,
    AvailabilityZone: subnet.AvailabilityZone,
    AvailabilityZoneId: subnet.AvailabilityZoneId,
    PrivateIpAddress: place.PrivateIpAddress,
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: place.PrivateIpAddress }],
    Groups: endpoint.securityGroupIds.map((GroupId) => ({
      GroupId,
      GroupName: state.securityGroups[GroupId]?.GroupName,
    })),
    TagSet: tagsOf(state, place.NetworkInterfaceId),
  };
}

/** The addresses of endpoints: nothing else here has a network interface of its own. */
export function describeNetworkInterfaces(
  context: OperationContext,
  input: Parsed<DescribeNetworkInterfacesRequest>,
) {
  const state = stateOf(context);
  const all: Placed[] = values(state.endpoints).flatMap((endpoint) =>
    endpoint.interfaces.map((place) => ({ endpoint, place })),
  );
  const idOf = ({ place }: Placed) => place.NetworkInterfaceId;
  const wanted = input.NetworkInterfaceIds;
  const missing = wanted?.find((id) => !all.some((one) => idOf(one) === id));
  if (missing !== undefined)
    throw refusal(
      'InvalidNetworkInterfaceID.NotFound',
      `The networkInterface ID '${missing}' does not exist`,
    );
  const found = filtered(
    state,
    all.filter((one) => wanted?.includes(idOf(one)) ?? true),
    input.Filters,
    idOf,
    {
      'network-interface-id': idOf,
      'vpc-id': ({ endpoint }) => endpoint.VpcId,
      'subnet-id': ({ place }) => place.SubnetId,
      'group-id': ({ endpoint }) => endpoint.securityGroupIds,
      'interface-type': () => 'vpc_endpoint',
      'private-ip-address': ({ place }) => place.PrivateIpAddress,
      'addresses.private-ip-address': ({ place }) => place.PrivateIpAddress,
      description: ({ endpoint }) => `VPC Endpoint Interface ${endpoint.VpcEndpointId}`,
      status: () => 'in-use',
    },
  );
  const { items, page } = pageOf(found, input);
  return { NetworkInterfaces: items.map((one) => shown(context, one)), ...page };
}
