/** What the lab speaks of, and what a check of it has read. */
import type { SecurityGroup, Subnet, VpcEndpoint } from '@aws-sdk/client-ec2';
import type { DeployedSeen, FoundVpc } from 'gatewise/labs';

export const REPORTS = { stageName: 'prod', method: 'GET', path: '/reports' } as const;
/** Value of the tag `Name`. */
export const VPC_NAME = 'internal';

/** What was read, answered. */
export interface InternalSeen extends DeployedSeen {
  readonly account: string;
  readonly vpc: FoundVpc | undefined;
  readonly subnets: readonly Subnet[];
  readonly securityGroups: Readonly<Record<string, SecurityGroup>>;
  readonly endpoints: readonly VpcEndpoint[];
}
