import type { SecurityGroup, Subnet } from '@aws-sdk/client-ec2';
import { commandLine } from './aws-reader.ts';
import type { GatherTools } from './define.ts';
import type { FoundBalancer } from './load-balancers.ts';
import { peersAtPort, securityGroupsEvidence, uncovered, type PortPeers } from './networks.ts';
import { fail, pass, pending, type Evidence, type Finding } from './verdict.ts';

interface LinkBase {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly message?: string;
}

/** Made in `apigateway`: it leads to one network load balancer, by PrivateLink. */
export interface FirstLink extends LinkBase {
  readonly version: 1;
  readonly targetArns: readonly string[];
}

/** Made in `apigatewayv2`: it stands in subnets, and integrations say where it leads. */
export interface SecondLink extends LinkBase {
  readonly version: 2;
  readonly subnetIds: readonly string[];
  readonly groupIds: readonly string[];
}

/** A VPC link of either version. */
export type SeenLink = FirstLink | SecondLink;

/** Reads the VPC links of both versions: two calls at once. */
export async function readVpcLinks({ aws }: GatherTools): Promise<readonly SeenLink[]> {
  const [first, second] = await Promise.all([
    aws.apigateway.getVpcLinks(),
    aws.apigatewayv2.getVpcLinks(),
  ]);
  return [
    ...(first.items ?? []).map(
      ({ id = '', name = '', status = '', statusMessage: message, targetArns = [] }) => ({
        version: 1 as const,
        id,
        name,
        status,
        targetArns,
        ...(message !== undefined && { message }),
      }),
    ),
    ...(second.Items ?? []).map((one) => ({
      version: 2 as const,
      id: one.VpcLinkId ?? '',
      name: one.Name ?? '',
      status: one.VpcLinkStatus ?? '',
      subnetIds: one.SubnetIds ?? [],
      groupIds: one.SecurityGroupIds ?? [],
      ...(one.VpcLinkStatusMessage !== undefined && { message: one.VpcLinkStatusMessage }),
    })),
  ];
}

const linksCall = (version: SeenLink['version']) =>
  commandLine({
    service: version === 1 ? 'apigateway' : 'apigatewayv2',
    operation: 'GetVpcLinks',
    input: {},
  });

export const linkEvidence = ({ version, ...link }: SeenLink): Evidence => ({
  call: linksCall(version),
  fields: { ...link },
});

/** For when no link bears the name: both lists. */
export const linksEvidence = (links: readonly SeenLink[]): readonly Evidence[] =>
  ([1, 2] as const).map((version) => ({
    call: linksCall(version),
    fields: {
      names: links.filter((link) => link.version === version).map(({ name }) => name),
    },
  }));

/** What a link and a load balancer are looked at with. */
export interface NetworkSeen {
  readonly subnets: readonly Subnet[];
  readonly securityGroups: Readonly<Record<string, SecurityGroup>>;
}

/**
 * Judges that a link is ready and leads to the load balancer.
 * Sources: docs.aws.amazon.com/apigateway/latest/developerguide/vpc-links-v1.html and
 * apigateway-vpc-links-v2.html
 */
export function judgeLinkTo(
  link: SeenLink,
  balancer: FoundBalancer,
  { subnets }: Pick<NetworkSeen, 'subnets'>,
): Finding {
  const evidence = linkEvidence(link);
  const { id, name, status, message = 'no reason is given' } = link;
  const label = `VPC link "${name}" (${id})`;
  const balancerName = balancer.LoadBalancerName ?? '';
  if (link.version === 1 && !link.targetArns.includes(balancer.LoadBalancerArn))
    return fail(
      `${label} leads to ${link.targetArns.join(', ') || 'nothing'}, not to "${balancerName}".`,
      `A link keeps its target. Create one for this load balancer: aws apigateway create-vpc-link --name ${name} --target-arns ${balancer.LoadBalancerArn}`,
      evidence,
    );
  const vpcs = new Set(
    link.version === 2
      ? link.subnetIds.flatMap(
          (one) => subnets.find(({ SubnetId }) => SubnetId === one)?.VpcId ?? [],
        )
      : [],
  );
  if (link.version === 2 && (vpcs.size !== 1 || !vpcs.has(balancer.VpcId ?? '')))
    return fail(
      `${label} stands in ${[...vpcs].join(', ') || 'no VPC'}, and "${balancerName}" in ${balancer.VpcId ?? ''}.`,
      `A link keeps its subnets. Create one in the VPC of the load balancer: aws apigatewayv2 create-vpc-link --name ${name} --subnet-ids … --security-group-ids …`,
      evidence,
    );
  switch (status) {
    case 'AVAILABLE':
      return pass(`${label} is available and leads to "${balancerName}".`, evidence);
    case 'PENDING':
      return pending(
        `${label} is still pending.`,
        'AWS takes two to ten minutes to make a link. Verify again then.',
        evidence,
      );
    case 'INACTIVE':
      return pending(
        `${label} is inactive: nothing went through it for 60 days.`,
        'Call the API once. AWS then sets the link up again, which takes some minutes.',
        evidence,
      );
    default:
      return fail(`${label} is ${status}: ${message}`, 'Delete it, and create it again.', evidence);
  }
}

/** Why a load balancer is not reached through a link. */
export interface Shut {
  readonly saw: string;
  readonly nextStep: string;
  readonly evidence: Evidence;
}

const rangesOf = (ids: readonly string[], subnets: readonly Subnet[]): readonly string[] =>
  ids.flatMap((id) => subnets.find(({ SubnetId }) => SubnetId === id)?.CidrBlock ?? []);

const isCovered = (ranges: readonly string[], wanted: readonly string[]) =>
  wanted.length > 0 && wanted.every((range) => uncovered(ranges, range).length === 0);

/** Whether the peers take in one of the groups, or all of the addresses. */
const takesIn = (
  { ranges, groups }: PortPeers,
  groupIds: readonly string[],
  addresses: readonly string[],
) => groups.some((id) => groupIds.includes(id)) || isCovered(ranges, addresses);

/** Without groups of its own a link wears the default one of its VPC. */
function wornBy(
  { groupIds }: SecondLink,
  vpcId: string | undefined,
  securityGroups: NetworkSeen['securityGroups'],
): readonly string[] {
  if (groupIds.length > 0) return groupIds;
  return Object.values(securityGroups).flatMap(({ GroupId, GroupName, VpcId }) =>
    GroupName === 'default' && VpcId === vpcId ? (GroupId ?? []) : [],
  );
}

const groupsOf = (ids: readonly string[], { securityGroups }: NetworkSeen) =>
  ids.flatMap((id) => securityGroups[id] ?? []);

/** Why a link of the first kind gets nowhere. */
function shutToFirst(
  balancer: FoundBalancer,
  port: number,
  network: NetworkSeen,
): Shut | undefined {
  const guards = balancer.SecurityGroups ?? [];
  const isAsked = balancer.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic !== 'off';
  if (guards.length === 0 || !isAsked) return undefined;
  const groups = groupsOf(guards, network);
  if (isCovered(peersAtPort(groups, port).ranges, ['0.0.0.0/0'])) return undefined;
  return {
    saw: `The security groups of "${balancer.LoadBalancerName ?? ''}" are asked about PrivateLink's traffic too, and do not let everybody in at port ${port}. From which addresses a VPC link of version 1 calls, nobody knows.`,
    nextStep: `Do not ask them: aws elbv2 set-security-groups --load-balancer-arn ${balancer.LoadBalancerArn} --security-groups ${guards.join(' ')} --enforce-security-group-inbound-rules-on-private-link-traffic off`,
    evidence: securityGroupsEvidence(groups),
  };
}

/** Why nothing leaves a link of the second kind for the load balancer. */
function shutIn(
  { name, worn }: { readonly name: string; readonly worn: readonly string[] },
  balancer: FoundBalancer,
  port: number,
  network: NetworkSeen,
): Shut | undefined {
  const groups = groupsOf(worn, network);
  const outward = groups.map((group) => ({ ...group, IpPermissions: group.IpPermissionsEgress }));
  const places = (balancer.AvailabilityZones ?? []).flatMap(({ SubnetId }) => SubnetId ?? []);
  const addresses = rangesOf(places, network.subnets);
  if (takesIn(peersAtPort(outward, port), balancer.SecurityGroups ?? [], addresses))
    return undefined;
  return {
    saw: `The security groups of VPC link "${name}" (${worn.join(', ')}) let nothing out to "${balancer.LoadBalancerName ?? ''}" at port ${port}.`,
    nextStep: `Let it out: aws ec2 authorize-security-group-egress --group-id ${worn[0] ?? '…'} --ip-permissions 'IpProtocol=tcp,FromPort=${port},ToPort=${port},IpRanges=[{CidrIp=0.0.0.0/0}]'`,
    evidence: {
      call: securityGroupsEvidence(groups).call,
      fields: Object.fromEntries(
        groups.map(({ GroupId = '', IpPermissionsEgress: egress = [] }) => [GroupId, { egress }]),
      ),
    },
  };
}

/**
 * Whether the security groups let the link's traffic reach the load balancer at a port. A link of the
 * second kind wears groups and has addresses in its subnets. One of the first kind comes by PrivateLink
 * from addresses that nobody knows, so that only a rule for everybody, or a load balancer that does not
 * ask about PrivateLink, lets it in.
 * Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
 * @returns why not, or undefined when it does
 */
export function shutOut(
  link: SeenLink,
  balancer: FoundBalancer,
  port: number,
  network: NetworkSeen,
): Shut | undefined {
  if (link.version === 1) return shutToFirst(balancer, port, network);
  const worn = wornBy(link, balancer.VpcId, network.securityGroups);
  const stuck = shutIn({ name: link.name, worn }, balancer, port, network);
  if (stuck) return stuck;
  const guards = balancer.SecurityGroups ?? [];
  const groups = groupsOf(guards, network);
  const addresses = rangesOf(link.subnetIds, network.subnets);
  const peers = peersAtPort(groups, port);
  if (guards.length === 0 || takesIn(peers, worn, addresses)) return undefined;
  const outside = addresses.flatMap((range) => uncovered(peers.ranges, range));
  return {
    saw: `The security groups of "${balancer.LoadBalancerName ?? ''}" (${guards.join(', ')}) do not let VPC link "${link.name}" (${[...worn, ...outside].join(', ')}) in at port ${port}.`,
    nextStep: `Let the link's group in: aws ec2 authorize-security-group-ingress --group-id ${guards[0] ?? '…'} --protocol tcp --port ${port} --source-group ${worn[0] ?? '…'}`,
    evidence: securityGroupsEvidence(groups),
  };
}
