import type {
  Listener,
  LoadBalancer,
  TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { commandLine } from './aws-reader.ts';
import type { GatherTools } from './define.ts';
import { fail, pass, pending, type Evidence, type Finding } from './verdict.ts';

/** A load balancer that has an ARN. */
export interface FoundBalancer extends LoadBalancer {
  readonly LoadBalancerArn: string;
}

/** What was found under the lab's name; an account has one load balancer of a name per Region. */
export interface BalancerSearch {
  readonly wantedName: string;
  readonly balancer?: FoundBalancer;
  /** Names of all load balancers of the Region. */
  readonly names: readonly string[];
}

/** Health of the targets, by the ARN of their group. */
export type TargetsByGroup = Readonly<Record<string, readonly TargetHealthDescription[]>>;

const hasArn = (one: LoadBalancer): one is FoundBalancer => one.LoadBalancerArn !== undefined;

/** Finds an application or network load balancer by its name. */
export async function findBalancer({ aws }: GatherTools, name: string): Promise<BalancerSearch> {
  const all = ((await aws.elbv2.describeLoadBalancers()).LoadBalancers ?? []).filter(hasArn);
  const balancer = all.find(({ LoadBalancerName }) => LoadBalancerName === name);
  return {
    wantedName: name,
    names: all.map(({ LoadBalancerName = '' }) => LoadBalancerName),
    ...(balancer && { balancer }),
  };
}

/** @returns the listeners of the load balancer; none where there is no load balancer */
export const readListeners = async (
  { aws }: GatherTools,
  search: Promise<BalancerSearch>,
): Promise<readonly Listener[]> => {
  const { balancer } = await search;
  return balancer
    ? ((await aws.elbv2.describeListeners({ LoadBalancerArn: balancer.LoadBalancerArn }))
        .Listeners ?? [])
    : [];
};

/** ARNs of the target groups to which a listener forwards what no rule takes; one without weight gets nothing. */
export const forwardsTo = ({ DefaultActions = [] }: Listener): readonly string[] => [
  ...new Set(
    DefaultActions.filter(({ Type }) => Type === 'forward').flatMap(
      ({ TargetGroupArn: only, ForwardConfig }) => {
        const groups = ForwardConfig?.TargetGroups ?? [];
        return groups.length === 0
          ? (only ?? [])
          : groups.flatMap(({ TargetGroupArn: arn, Weight = 1 }) => (Weight > 0 && arn ? arn : []));
      },
    ),
  ),
];

/** Reads the health of all targets to which the listeners forward. */
export async function readTargets(
  { aws }: GatherTools,
  listeners: Promise<readonly Listener[]>,
): Promise<TargetsByGroup> {
  const groups = [...new Set((await listeners).flatMap(forwardsTo))];
  const health = await Promise.all(
    groups.map(
      async (TargetGroupArn) =>
        (await aws.elbv2.describeTargetHealth({ TargetGroupArn })).TargetHealthDescriptions ?? [],
    ),
  );
  return Object.fromEntries(groups.map((arn, index) => [arn, health[index] ?? []]));
}

/** @param fields what of the load balancer was looked at */
export const balancerEvidence = (
  { balancer, names, wantedName }: BalancerSearch,
  fields: Readonly<Record<string, unknown>> = {},
): Evidence => ({
  call: commandLine({ service: 'elbv2', operation: 'DescribeLoadBalancers', input: {} }),
  fields: balancer
    ? {
        name: wantedName,
        type: balancer.Type,
        scheme: balancer.Scheme,
        state: balancer.State?.Code,
        ...fields,
      }
    : { names },
});

export const listenersEvidence = (
  { LoadBalancerArn }: FoundBalancer,
  listeners: readonly Listener[],
): Evidence => ({
  call: commandLine({
    service: 'elbv2',
    operation: 'DescribeListeners',
    input: { LoadBalancerArn },
  }),
  fields: {
    listeners: listeners.map((one) => ({
      port: one.Port,
      protocol: one.Protocol,
      forwardsTo: forwardsTo(one),
    })),
  },
});

export const targetsEvidence = (TargetGroupArn: string, targets: TargetsByGroup): Evidence => ({
  call: commandLine({
    service: 'elbv2',
    operation: 'DescribeTargetHealth',
    input: { TargetGroupArn },
  }),
  fields: {
    targets: (targets[TargetGroupArn] ?? []).map(({ Target, TargetHealth }) => ({
      id: Target?.Id,
      port: Target?.Port,
      state: TargetHealth?.State,
      reason: TargetHealth?.Reason,
    })),
  },
});

const KINDS = { application: 'an application', network: 'a network' } as const;

/** Judges that the load balancer is there, of that type, internal and ready. */
export function judgeInternalBalancer(search: BalancerSearch, type: keyof typeof KINDS): Finding {
  const { balancer, wantedName, names } = search;
  const evidence = balancerEvidence(search);
  const create = `aws elbv2 create-load-balancer --name ${wantedName} --type ${type} --scheme internal --subnets …`;
  if (!balancer)
    return fail(
      names.length === 0
        ? 'There is no load balancer.'
        : `No load balancer is named "${wantedName}"; there are ${names.join(', ')}.`,
      `Create it: ${create}`,
      evidence,
    );
  const { Type, Scheme, State, LoadBalancerArn } = balancer;
  const again = `Type and scheme cannot be changed. Delete it (aws elbv2 delete-load-balancer --load-balancer-arn ${LoadBalancerArn}) and create it again: ${create}`;
  if (Type !== type)
    return fail(
      `"${wantedName}" is no ${type} load balancer, but of the type ${Type ?? 'unknown'}.`,
      again,
      evidence,
    );
  if (Scheme !== 'internal')
    return fail(
      `"${wantedName}" is ${Scheme ?? 'of no scheme'}: it has a public address.`,
      again,
      evidence,
    );
  switch (State?.Code) {
    case 'active':
    // It works and cannot grow for now.
    case 'active_impaired':
      return pass(
        `"${wantedName}" is ${KINDS[type]} load balancer, internal and active.`,
        evidence,
      );
    case 'provisioning':
      return pending(
        `"${wantedName}" is still being provisioned.`,
        'AWS takes two to five minutes. Verify again then.',
        evidence,
      );
    case 'failed':
    case undefined:
    default:
      return fail(
        `"${wantedName}" is ${State?.Code ?? 'in no state'}: ${State?.Reason ?? 'no reason is given'}.`,
        again,
        evidence,
      );
  }
}

/** `unavailable`: nobody checks the target's health, and it gets traffic. */
const TAKES_TRAFFIC = ['healthy', 'unavailable'];

/** How the targets of a listener are. */
export interface TargetsState {
  readonly kind: 'ready' | 'starting' | 'none' | 'unfit';
  readonly saw: string;
}

/** Whether one of the group's targets takes traffic. */
function groupStateOf(arn: string, targets: TargetsByGroup): TargetsState {
  const name = arn.split('/')[1] ?? arn;
  const all = targets[arn] ?? [];
  const states = all.map(({ TargetHealth }) => TargetHealth?.State ?? 'unknown');
  if (states.some((state) => TAKES_TRAFFIC.includes(state)))
    return { kind: 'ready', saw: `A target of group ${name} takes traffic.` };
  if (all.length === 0)
    return { kind: 'none', saw: `Target group ${name} has no registered target.` };
  if (states.includes('initial'))
    return {
      kind: 'starting',
      saw: `The first health checks of target group ${name} are running.`,
    };
  const reasons = new Set(
    all.map(({ TargetHealth }) => TargetHealth?.Reason ?? TargetHealth?.State ?? ''),
  );
  return {
    kind: 'unfit',
    saw: `No target of group ${name} takes traffic: ${[...reasons].join(', ')}.`,
  };
}

/** @returns whether every group to which the listener forwards has a target that takes traffic */
export function targetsStateOf(listener: Listener, targets: TargetsByGroup): TargetsState {
  const port = listener.Port ?? '';
  const states = forwardsTo(listener).map((arn) => groupStateOf(arn, targets));
  if (states.length === 0)
    return { kind: 'none', saw: `The listener on port ${port} forwards to no target group.` };
  // Each group gets its share of the calls.
  return (
    states.find(({ kind }) => kind === 'unfit' || kind === 'none') ??
    states.find(({ kind }) => kind === 'starting') ?? {
      kind: 'ready',
      saw: `The listener on port ${port} forwards to a target that takes traffic.`,
    }
  );
}
