import type { Target } from './state.ts';

/** What DescribeTargetHealth says of a target. */
export interface TargetHealth {
  readonly State: 'healthy' | 'initial' | 'unused';
  readonly Reason?: string;
  readonly Description?: string;
}

/**
 * Every registered target answers its health checks once they have had their time: behind it stands
 * the sandbox's own backend.
 * Source: docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html
 * @param isInUse whether a load balancer sends requests to its group
 */
export function healthOf({ healthyAt }: Target, isInUse: boolean, now: number): TargetHealth {
  if (!isInUse)
    return {
      State: 'unused',
      Reason: 'Target.NotInUse',
      Description: 'Target group is not configured to receive traffic from the load balancer',
    };
  if (now < healthyAt)
    return {
      State: 'initial',
      Reason: 'Elb.RegistrationInProgress',
      Description: 'Target registration is in progress',
    };
  return { State: 'healthy' };
}
