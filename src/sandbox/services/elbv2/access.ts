import { regionState } from '../../state.ts';
import type { OperationContext } from '../context.ts';
import { own, values } from '../records.ts';
import type { ElbV2State, Listener, LoadBalancer, TargetGroup } from './state.ts';
import { noListener, noLoadBalancer, noTargetGroup, refusal, validation } from './texts.ts';

export { defined, own, values } from '../records.ts';

export const stateOf = ({ sandbox, caller, region }: OperationContext): ElbV2State =>
  regionState(sandbox, caller.accountId, region).elbv2;

/** @param resource `loadbalancer/net/…` and the like */
export const arnOf = ({ caller, region }: OperationContext, resource: string): string =>
  `arn:aws:elasticloadbalancing:${region}:${caller.accountId}:${resource}`;

export function loadBalancerOf(context: OperationContext, arn: string): LoadBalancer {
  const found = own(stateOf(context).loadBalancers, arn);
  if (!found) throw noLoadBalancer();
  return found;
}

export function targetGroupOf(context: OperationContext, arn: string): TargetGroup {
  const found = own(stateOf(context).targetGroups, arn);
  if (!found) throw noTargetGroup();
  return found;
}

export function listenerOf(context: OperationContext, arn: string): Listener {
  const found = own(stateOf(context).listeners, arn);
  if (!found) throw noListener();
  return found;
}

/** Letters, digits and hyphens, at most 32. */
export function demandName(name: string, what: string): void {
  if (name.length > 32)
    throw validation(`${what} name '${name}' cannot be longer than '32' characters`);
  if (!/^[a-zA-Z0-9-]+$/.test(name))
    throw validation(
      `${what} name '${name}' can only contain characters that are alphanumeric characters and hyphens(-)`,
    );
  if (name.startsWith('-') || name.endsWith('-'))
    throw validation(`${what} name '${name}' cannot begin or end with '-'`);
}

/** Ours, except listeners of one load balancer; AWS allows more. */
const LIMITS = { 'load balancers': 20, 'target groups': 60, listeners: 100 } as const;
const CODES = {
  'load balancers': 'TooManyLoadBalancers',
  'target groups': 'TooManyTargetGroups',
  listeners: 'TooManyListeners',
} as const;

export function demandRoom(kind: keyof typeof LIMITS, record: object): void {
  if (Object.keys(record).length >= LIMITS[kind])
    throw refusal(CODES[kind], `The maximum number of ${kind} has been reached`);
}

const PAGE = 400;

/** One page of a list: 400 items unless said. */
export function pageOf<T>(
  all: readonly T[],
  {
    Marker,
    PageSize = PAGE,
  }: { readonly Marker?: string | undefined; readonly PageSize?: number | undefined },
): { readonly items: T[]; readonly page: { readonly NextMarker?: string } } {
  const start = Marker === undefined ? 0 : Number(/^from-(\d+)$/.exec(Marker)?.[1]);
  if (Number.isNaN(start)) throw validation('The Marker is not valid');
  const end = start + Math.min(Math.max(1, PageSize), PAGE);
  return {
    items: all.slice(start, end),
    page: end < all.length ? { NextMarker: `from-${end}` } : {},
  };
}

/** Target groups that an action forwards to. */
export const groupsOfAction = ({
  TargetGroupArn,
  ForwardConfig,
}: {
  readonly TargetGroupArn?: string | undefined;
  readonly ForwardConfig?:
    | {
        readonly TargetGroups?:
          readonly { readonly TargetGroupArn?: string | undefined }[] | undefined;
      }
    | undefined;
}): string[] => [
  ...new Set(
    [
      TargetGroupArn,
      ...(ForwardConfig?.TargetGroups ?? []).map((one) => one.TargetGroupArn),
    ].filter((arn) => arn !== undefined),
  ),
];

/** Every target group that the listener's actions lead to. */
export const groupsOf = ({ DefaultActions, rules }: Listener): string[] =>
  [...DefaultActions, ...values(rules).flatMap(({ Actions }) => Actions)].flatMap(groupsOfAction);

/** Load balancers that send requests to the target group. */
export const balancersOf = ({ listeners }: ElbV2State, targetGroupArn: string): string[] => [
  ...new Set(
    values(listeners)
      .filter((listener) => groupsOf(listener).includes(targetGroupArn))
      .map(({ LoadBalancerArn }) => LoadBalancerArn),
  ),
];
