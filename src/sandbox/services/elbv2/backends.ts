import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import { own, values } from '../records.ts';
import { balancersOf, groupsOfAction } from './access.ts';
import { holds, type BalancedRequest } from './conditions.ts';
import { healthOf } from './health.ts';
import type { ElbV2State, Listener, LoadBalancer, Target, TargetGroup } from './state.ts';

/** What answers a request that reached a listener. */
export type Backend =
  | { readonly kind: 'target'; readonly group: TargetGroup; readonly target: Target }
  | {
      readonly kind: 'fixed';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  /** One side speaks TLS and the other does not. */
  | { readonly kind: 'no-handshake'; readonly detail: string }
  /** Nobody does: an application load balancer says 503 itself, a network one drops the connection. */
  | { readonly kind: 'nobody'; readonly detail: string };

export interface Place {
  readonly state: ElbV2State;
  /** Clock time in milliseconds. */
  readonly now: number;
  /** Picks among healthy targets, 0 to 1. */
  readonly chance: () => number;
}

const nobody = (detail: string): Backend => ({ kind: 'nobody', detail });

/** The actions of the first rule whose conditions all hold, or the default ones. */
function actionsFor({ rules, DefaultActions }: Listener, request: BalancedRequest): Action[] {
  const rule = values(rules)
    .sort((a, b) => a.priority - b.priority)
    .find(({ Conditions }) => Conditions.every((condition) => holds(condition, request)));
  return rule?.Actions ?? DefaultActions;
}

/** By weight among the groups of the action. */
function chooseGroup({ state, chance }: Place, action: Action): TargetGroup | undefined {
  const tuples = action.ForwardConfig?.TargetGroups ?? [];
  const total = tuples.reduce((sum, { Weight = 1 }) => sum + Weight, 0);
  let left = chance() * total;
  for (const { TargetGroupArn = '', Weight = 1 } of tuples) {
    left -= Weight;
    if (left < 0) return own(state.targetGroups, TargetGroupArn);
  }
  return own(state.targetGroups, groupsOfAction(action)[0] ?? '');
}

function chooseTarget(place: Place, group: TargetGroup): Backend {
  const { state, now, chance } = place;
  const name = group.TargetGroupName;
  if (group.targets.length === 0)
    return nobody(`Target group "${name}" has no registered targets.`);
  const isInUse = balancersOf(state, group.TargetGroupArn).length > 0;
  const healthy = group.targets.filter(
    (target) => healthOf(target, isInUse, now).State === 'healthy',
  );
  const target = healthy[Math.floor(chance() * healthy.length)];
  return target
    ? { kind: 'target', group, target }
    : nobody(`No target of group "${name}" is healthy yet: the first health checks are running.`);
}

/** Parts of a redirect that were left open keep what the request had. */
function redirect({ RedirectConfig }: Action, request: BalancedRequest): Backend {
  const {
    Protocol = '#{protocol}',
    Host = '#{host}',
    Port,
    Path = '/#{path}',
  } = RedirectConfig ?? {};
  const fill = (text: string) =>
    text
      .replaceAll('#{protocol}', 'http')
      .replaceAll('#{host}', request.host)
      .replaceAll('#{path}', request.path.slice(1))
      .replaceAll('#{port}', '80');
  const port = Port === undefined ? '' : `:${fill(Port)}`;
  return {
    kind: 'fixed',
    status: RedirectConfig?.StatusCode === 'HTTP_301' ? 301 : 302,
    headers: { location: `${fill(Protocol).toLowerCase()}://${fill(Host)}${port}${fill(Path)}` },
    body: '',
  };
}

/** What comes of a request whose protocol is not the listener's; a TCP listener takes any. */
function refusalOf({ Protocol, Port }: Listener, { isTls }: BalancedRequest): Backend | undefined {
  if (Protocol === 'HTTP' && isTls)
    return {
      kind: 'no-handshake',
      detail: `The listener on port ${Port} speaks plain HTTP and was greeted with TLS.`,
    };
  if (Protocol === 'TLS' && !isTls)
    return {
      kind: 'no-handshake',
      detail: `The listener on port ${Port} speaks TLS and was sent plain HTTP.`,
    };
  if (Protocol === 'HTTPS' && !isTls)
    return {
      kind: 'fixed',
      status: 400,
      headers: { 'content-type': 'text/html' },
      body: '<html>\r\n<head><title>400 The plain HTTP request was sent to HTTPS port</title></head>\r\n</html>\r\n',
    };
  return undefined;
}

/** Behind a listener that ends TLS the request goes on without it. */
const behind = ({ Protocol }: Listener, request: BalancedRequest): BalancedRequest =>
  Protocol === 'TLS' || Protocol === 'HTTPS' ? { ...request, isTls: false } : request;

/** @returns what answers the request at that listener */
export function backendOf(
  place: Place,
  balancer: LoadBalancer,
  listener: Listener,
  request: BalancedRequest,
): Backend {
  if (place.now < balancer.activeAt)
    return nobody(`Load balancer "${balancer.LoadBalancerName}" is still being provisioned.`);
  const refusal = refusalOf(listener, request);
  if (refusal) return refusal;
  const [action] = actionsFor(listener, request);
  if (action?.Type === 'fixed-response') {
    const {
      StatusCode = '200',
      ContentType = 'text/plain',
      MessageBody = '',
    } = action.FixedResponseConfig ?? {};
    const headers = { 'content-type': ContentType };
    return { kind: 'fixed', status: Number(StatusCode), headers, body: MessageBody };
  }
  if (action?.Type === 'redirect') return redirect(action, request);
  if (action?.Type !== 'forward')
    return nobody(
      `The local sandbox's load balancers cannot do "${action?.Type ?? 'nothing'}" yet.`,
    );
  const group = chooseGroup(place, action);
  if (!group) return nobody('The listener forwards to a target group that is gone.');
  if (group.TargetType === 'alb') return throughAlb(place, group, behind(listener, request));
  if (group.TargetType === 'lambda')
    return nobody("The local sandbox's load balancers do not invoke functions.");
  return chooseTarget(place, group);
}

/** A network load balancer before an application load balancer: the group's port is the listener's. */
function throughAlb(place: Place, group: TargetGroup, request: BalancedRequest): Backend {
  const { state } = place;
  const [target] = group.targets;
  const balancer = target && own(state.loadBalancers, target.Id);
  const listener = balancer && listenerAt(state, balancer.LoadBalancerArn, target.Port);
  return balancer && listener
    ? backendOf(place, balancer, listener, request)
    : nobody(`Target group "${group.TargetGroupName}" leads to no listener.`);
}

export const listenerAt = (
  { listeners }: ElbV2State,
  loadBalancerArn: string,
  port: number,
): Listener | undefined =>
  values(listeners).find((one) => one.LoadBalancerArn === loadBalancerArn && one.Port === port);
