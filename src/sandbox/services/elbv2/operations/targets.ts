import type {
  DeregisterTargetsInput,
  DescribeTargetHealthInput,
  RegisterTargetsInput,
  TargetDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { isWithin, rangeOf } from '#policy';
import { regionState } from '../../../state.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { stateOf as ec2State } from '../../ec2/access.ts';
import { balancersOf, own, stateOf, targetGroupOf } from '../access.ts';
import { healthOf } from '../health.ts';
import type { Target, TargetGroup } from '../state.ts';
import { refusal, validation } from '../texts.ts';

/** Ours; AWS allows 1,000. */
const MAX_TARGETS = 100;

/** Addresses that may be targets besides the VPC's own. */
const PRIVATE = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16'];

const invalidTarget = (message: string) => refusal('InvalidTarget', message);

function isIn(address: string, block: string): boolean {
  const range = rangeOf(block);
  return range !== undefined && isWithin(address, range) === true;
}

/**
 * Refuses what cannot be a target of the group; texts assumed.
 * Source: docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RegisterTargets.html
 */
function demandTarget(
  context: OperationContext,
  group: TargetGroup,
  { Id, AvailabilityZone }: Parsed<TargetDescription>,
): void {
  switch (group.TargetType) {
    case 'ip': {
      const block = ec2State(context).vpcs[group.VpcId ?? '']?.CidrBlock ?? '';
      if (![block, ...PRIVATE].some((one) => isIn(Id, one)))
        throw validation(`The IP address '${Id}' is not within the VPC '${group.VpcId ?? ''}'`);
      if (!isIn(Id, block) && AvailabilityZone !== 'all')
        throw validation(
          `You must specify the Availability Zone 'all' for the IP address '${Id}', which is outside the VPC '${group.VpcId ?? ''}'`,
        );
      return;
    }
    case 'alb': {
      if (own(stateOf(context).loadBalancers, Id)?.Type !== 'application')
        throw invalidTarget(`The target '${Id}' is not an Application Load Balancer`);
      return;
    }
    case 'lambda': {
      const name = /:function:([\w-]+)/.exec(Id)?.[1] ?? '';
      if (
        !own(
          regionState(context.sandbox, context.caller.accountId, context.region).lambda.functions,
          name,
        )
      )
        throw invalidTarget(`The function '${Id}' does not exist`);
      return;
    }
    default:
      throw invalidTarget(
        `The following targets do not exist: '${Id}'. The local sandbox has no EC2 instances; make a target group of type ip and register addresses.`,
      );
  }
}

const portOf = ({ Port }: TargetGroup, target: Parsed<TargetDescription>): number =>
  target.Port ?? Port ?? 0;

const isSame = (one: Target, id: string, port: number) => one.Id === id && one.Port === port;

export function registerTargets(context: OperationContext, input: Parsed<RegisterTargetsInput>) {
  const group = targetGroupOf(context, input.TargetGroupArn);
  for (const target of input.Targets as readonly Parsed<TargetDescription>[]) {
    demandTarget(context, group, target);
    const Port = portOf(group, target);
    if (group.targets.some((one) => isSame(one, target.Id, Port))) continue;
    if (group.targets.length >= MAX_TARGETS)
      throw refusal('TooManyTargets', 'The maximum number of targets has been reached');
    const { AvailabilityZone } = target;
    group.targets.push({
      Id: target.Id,
      Port,
      ...(AvailabilityZone !== undefined && { AvailabilityZone }),
      healthyAt: context.clock.now() + context.settleMs,
    });
  }
  return {};
}

export function deregisterTargets(
  context: OperationContext,
  input: Parsed<DeregisterTargetsInput>,
) {
  const group = targetGroupOf(context, input.TargetGroupArn);
  const gone = input.Targets as readonly Parsed<TargetDescription>[];
  // Without a port all of the target's ports go. Draining is left out: the target is gone at once.
  group.targets = group.targets.filter(
    ({ Id, Port }) => !gone.some((one) => one.Id === Id && (one.Port ?? Port) === Port),
  );
  return {};
}

export function describeTargetHealth(
  context: OperationContext,
  input: Parsed<DescribeTargetHealthInput>,
) {
  const group = targetGroupOf(context, input.TargetGroupArn);
  const isInUse = balancersOf(stateOf(context), group.TargetGroupArn).length > 0;
  const described = (target: Target) => ({
    Target: {
      Id: target.Id,
      Port: target.Port,
      ...(target.AvailabilityZone !== undefined && { AvailabilityZone: target.AvailabilityZone }),
    },
    HealthCheckPort:
      group.HealthCheckPort === 'traffic-port' ? String(target.Port) : group.HealthCheckPort,
    TargetHealth: healthOf(target, isInUse, context.clock.now()),
  });
  const asked = input.Targets as readonly Parsed<TargetDescription>[] | undefined;
  if (!asked || asked.length === 0)
    return { TargetHealthDescriptions: group.targets.map(described) };
  return {
    TargetHealthDescriptions: asked.map((one) => {
      const Port = portOf(group, one);
      const known = group.targets.find((target) => isSame(target, one.Id, Port));
      return known
        ? described(known)
        : {
            Target: { Id: one.Id, Port },
            TargetHealth: {
              State: 'unused',
              Reason: 'Target.NotRegistered',
              Description: 'Target is not registered to the target group',
            },
          };
    }),
  };
}
