import type { Action, RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';

/** What Elastic Load Balancing (application and network) keeps per account and Region. */

export interface LoadBalancer {
  LoadBalancerArn: string;
  LoadBalancerName: string;
  DNSName: string;
  CanonicalHostedZoneId: string;
  /** Seconds since 1970. */
  CreatedTime: number;
  Scheme: string;
  VpcId: string;
  Type: 'application' | 'network';
  IpAddressType: string;
  /** A network load balancer may have none, then the member is absent. */
  SecurityGroups?: string[];
  /** Of a network load balancer with groups: whether they are asked about PrivateLink's traffic too. */
  EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic?: 'on' | 'off';
  subnetIds: string[];
  attributes: Record<string, string>;
  /** Clock time (ms) from which it is active. */
  activeAt: number;
}

export interface Target {
  Id: string;
  Port: number;
  AvailabilityZone?: string;
  /** Clock time (ms) from which its health checks pass. */
  healthyAt: number;
}

export interface TargetGroup {
  TargetGroupArn: string;
  TargetGroupName: string;
  Protocol?: string;
  ProtocolVersion?: string;
  Port?: number;
  VpcId?: string;
  TargetType: string;
  IpAddressType: string;
  HealthCheckProtocol: string;
  HealthCheckPort: string;
  HealthCheckEnabled: boolean;
  HealthCheckPath?: string;
  HealthCheckIntervalSeconds: number;
  HealthCheckTimeoutSeconds: number;
  HealthyThresholdCount: number;
  UnhealthyThresholdCount: number;
  Matcher?: { HttpCode?: string; GrpcCode?: string };
  attributes: Record<string, string>;
  targets: Target[];
}

export interface ListenerRule {
  RuleArn: string;
  /** 1 to 50,000; the lowest is asked first. */
  priority: number;
  Conditions: RuleCondition[];
  Actions: Action[];
}

export interface Listener {
  ListenerArn: string;
  LoadBalancerArn: string;
  Port: number;
  Protocol: string;
  DefaultActions: Action[];
  Certificates?: { CertificateArn: string }[];
  SslPolicy?: string;
  rules: Record<string, ListenerRule>;
}

/** All by their ARNs. */
export interface ElbV2State {
  loadBalancers: Record<string, LoadBalancer>;
  targetGroups: Record<string, TargetGroup>;
  listeners: Record<string, Listener>;
  tags: Record<string, Record<string, string>>;
}

export const emptyElbV2State = (): ElbV2State => ({
  loadBalancers: {},
  targetGroups: {},
  listeners: {},
  tags: {},
});
