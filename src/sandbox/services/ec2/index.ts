import type { EC2 } from '@aws-sdk/client-ec2';
import type { OperationContext, Parsed } from '../context.ts';
import * as endpoints from './operations/endpoints.ts';
import { describeNetworkInterfaces } from './operations/interfaces.ts';
import * as rules from './operations/rules.ts';
import * as groups from './operations/security-groups.ts';
import * as subnets from './operations/subnets.ts';
import * as tags from './operations/tags.ts';
import * as vpcs from './operations/vpcs.ts';

type Operations = {
  readonly [Name in keyof EC2]?: EC2[Name] extends (input: infer Input, ...rest: never[]) => unknown
    ? (context: OperationContext, input: Parsed<NonNullable<Input>>) => unknown
    : never;
};

/** What EC2 does here: networks, guards and endpoints. Source: docs.aws.amazon.com/AWSEC2/latest/APIReference/ */
export const ec2Operations = {
  authorizeSecurityGroupEgress: rules.authorizeSecurityGroupEgress,
  authorizeSecurityGroupIngress: rules.authorizeSecurityGroupIngress,
  createSecurityGroup: groups.createSecurityGroup,
  createSubnet: subnets.createSubnet,
  createTags: tags.createTags,
  createVpc: vpcs.createVpc,
  createVpcEndpoint: endpoints.createVpcEndpoint,
  deleteSecurityGroup: groups.deleteSecurityGroup,
  deleteSubnet: subnets.deleteSubnet,
  deleteTags: tags.deleteTags,
  deleteVpc: vpcs.deleteVpc,
  deleteVpcEndpoints: endpoints.deleteVpcEndpoints,
  describeAvailabilityZones: subnets.describeAvailabilityZones,
  describeNetworkInterfaces,
  describeSecurityGroupRules: rules.describeSecurityGroupRules,
  describeSecurityGroups: groups.describeSecurityGroups,
  describeSubnets: subnets.describeSubnets,
  describeTags: tags.describeTags,
  describeVpcAttribute: vpcs.describeVpcAttribute,
  describeVpcEndpoints: endpoints.describeVpcEndpoints,
  describeVpcEndpointServices: endpoints.describeVpcEndpointServices,
  describeVpcs: vpcs.describeVpcs,
  modifyVpcAttribute: vpcs.modifyVpcAttribute,
  modifyVpcEndpoint: endpoints.modifyVpcEndpoint,
  revokeSecurityGroupEgress: rules.revokeSecurityGroupEgress,
  revokeSecurityGroupIngress: rules.revokeSecurityGroupIngress,
} satisfies Operations;
