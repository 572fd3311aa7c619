/** What EC2 keeps per account and Region: networks and their guards, no machines. */

export interface Vpc {
  VpcId: string;
  CidrBlock: string;
  IsDefault: boolean;
  InstanceTenancy: string;
  DhcpOptionsId: string;
  /** Of its one block of addresses. */
  associationId: string;
  enableDnsSupport: boolean;
  enableDnsHostnames: boolean;
}

export interface Subnet {
  SubnetId: string;
  VpcId: string;
  CidrBlock: string;
  AvailabilityZone: string;
  AvailabilityZoneId: string;
  DefaultForAz: boolean;
  MapPublicIpOnLaunch: boolean;
}

/** One rule: a protocol, perhaps ports, and one peer. */
export interface Rule {
  SecurityGroupRuleId: string;
  IsEgress: boolean;
  /** `tcp`, `udp`, `icmp`, a number, or `-1` for all. */
  IpProtocol: string;
  FromPort?: number;
  ToPort?: number;
  CidrIpv4?: string;
  CidrIpv6?: string;
  PrefixListId?: string;
  referencedGroupId?: string;
  Description?: string;
}

export interface SecurityGroup {
  GroupId: string;
  GroupName: string;
  Description: string;
  VpcId: string;
  rules: Rule[];
}

/** An endpoint's address in one subnet. */
export interface EndpointInterface {
  NetworkInterfaceId: string;
  SubnetId: string;
  PrivateIpAddress: string;
}

export interface VpcEndpoint {
  VpcEndpointId: string;
  VpcEndpointType: string;
  VpcId: string;
  ServiceName: string;
  PolicyDocument: string;
  RouteTableIds: string[];
  securityGroupIds: string[];
  PrivateDnsEnabled: boolean;
  /** Letters of its DNS names. */
  dnsLabel: string;
  interfaces: EndpointInterface[];
  /** Seconds since 1970. */
  CreationTimestamp: number;
  /** Clock time (ms) from which it is available. */
  availableAt: number;
  /** Clock time (ms) from which it is gone, once deleted. */
  goneAt?: number;
}

export interface Ec2State {
  /** Whether the default VPC was laid out: that happens when EC2 is first asked. */
  isSeeded: boolean;
  vpcs: Record<string, Vpc>;
  subnets: Record<string, Subnet>;
  securityGroups: Record<string, SecurityGroup>;
  endpoints: Record<string, VpcEndpoint>;
  /** Tags by the id of what they are on. */
  tags: Record<string, Record<string, string>>;
}

export const emptyEc2State = (): Ec2State => ({
  isSeeded: false,
  vpcs: {},
  subnets: {},
  securityGroups: {},
  endpoints: {},
  tags: {},
});
