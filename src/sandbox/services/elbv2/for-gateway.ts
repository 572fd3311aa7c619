import type { Answer } from '../../gateway/context.ts';
import type { CallPrivate, PrivateCall, PrivateOutcome } from '../../gateway/private-calls.ts';
import type { RegionState } from '../../state.ts';
import { own } from '../records.ts';
import { admits, defaultGroupsOf, releases, type Source } from '../ec2/reach.ts';
import { backendOf, listenerAt } from './backends.ts';
import type { BalancedRequest } from './conditions.ts';
import { echo } from './echo.ts';
import type { Listener, LoadBalancer } from './state.ts';

interface Deps {
  regionState(accountId: string, region: string): RegionState;
  /** Clock time in milliseconds. */
  now(): number;
  /** Picks among healthy targets, 0 to 1. */
  chance(): number;
}

/** A listener that a link leads to, and who knocks there. */
interface Door {
  readonly balancer: LoadBalancer;
  readonly listener: Listener;
  /** Absent where nobody's groups are asked. */
  readonly source: Source | undefined;
}

const misconfigured = (detail: string): PrivateOutcome => ({ kind: 'misconfigured', detail });

const isOutcome = (found: Door | PrivateOutcome): found is PrivateOutcome => 'kind' in found;

/**
 * Who comes by PrivateLink: it wears no group, and its addresses are API Gateway's own. Nobody knows them
 * (assumed), so one of those that belong to nobody stands for them: only a rule for everybody admits it.
 */
const PRIVATE_LINK: Source = { groupIds: [], blocks: ['198.51.100.1/32'] };

function portOf({ protocol, port }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}

/** A link of version 1 leads to one network load balancer; the port of the URI names its listener. */
function firstDoor(
  state: RegionState,
  { linkId }: PrivateCall,
  url: URL,
  now: number,
): Door | PrivateOutcome | undefined {
  const link = own(state.apigateway.vpcLinks, linkId);
  if (!link) return undefined;
  const isPending = link.settledAt !== undefined && now < link.settledAt;
  if (isPending) return misconfigured(`VPC link ${linkId} is still pending.`);
  const arn = link.targetArns[0] ?? '';
  const balancer = own(state.elbv2.loadBalancers, arn);
  if (balancer?.Type !== 'network')
    return misconfigured(`VPC link ${linkId} leads to no network load balancer: ${arn}.`);
  const listener = listenerFor(state, balancer, url);
  if ('kind' in listener) return listener;
  const isAsked = balancer.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic === 'on';
  return { balancer, listener, source: isAsked ? PRIVATE_LINK : undefined };
}

/** The port of the URI names the load balancer's listener. */
function listenerFor(
  state: RegionState,
  { LoadBalancerArn, LoadBalancerName }: LoadBalancer,
  url: URL,
): Listener | PrivateOutcome {
  const port = portOf(url);
  return (
    listenerAt(state.elbv2, LoadBalancerArn, port) ?? {
      kind: 'unreachable',
      detail: `Load balancer "${LoadBalancerName}" has no listener on port ${port}, which the integration's URI names.`,
    }
  );
}

/** A link of version 2 stands in subnets, and the integration names the listener or its load balancer. */
function secondDoor(
  state: RegionState,
  { linkId, target = '' }: PrivateCall,
  url: URL,
  now: number,
): Door | PrivateOutcome | undefined {
  const link = own(state.apigatewayv2.vpcLinks, linkId);
  if (!link) return undefined;
  if (link.VpcLinkStatus === 'DELETING')
    return misconfigured(`VPC link ${linkId} is being deleted.`);
  if (link.settledAt !== undefined && now < link.settledAt)
    return misconfigured(`VPC link ${linkId} is still pending.`);
  const named = own(state.elbv2.listeners, target);
  const balancer = own(state.elbv2.loadBalancers, named?.LoadBalancerArn ?? target);
  if (!balancer)
    return misconfigured(
      `"${target}" is no listener of a load balancer. A private integration wants the listener's ARN.`,
    );
  const listener = named ?? listenerFor(state, balancer, url);
  if ('kind' in listener) return listener;
  const subnets = link.SubnetIds.flatMap((id) => own(state.ec2.subnets, id) ?? []);
  const vpcId = subnets[0]?.VpcId ?? '';
  if (vpcId !== balancer.VpcId)
    return {
      kind: 'unreachable',
      detail: `VPC link ${linkId} stands in ${vpcId}, load balancer "${balancer.LoadBalancerName}" in ${balancer.VpcId}.`,
    };
  const groupIds =
    link.SecurityGroupIds.length > 0 ? link.SecurityGroupIds : defaultGroupsOf(state.ec2, vpcId);
  const blocks = subnets.map(({ CidrBlock }) => CidrBlock);
  return { balancer, listener, source: { groupIds, blocks } };
}

/** What an application load balancer says when none of its targets can. */
const unavailable = (): Answer => ({
  status: 503,
  headers: new Headers({ 'content-type': 'text/html' }),
  body: '<html>\r\n<head><title>503 Service Temporarily Unavailable</title></head>\r\n<body>\r\n<center><h1>503 Service Temporarily Unavailable</h1></center>\r\n</body>\r\n</html>\r\n',
});

/** @returns how the data plane calls what stands behind VPC links */
export function callForGateway(deps: Deps): CallPrivate {
  return (call) => {
    const { uri, method, query, headers } = call.request;
    if (!/^https?:\/\//i.test(uri) || !URL.canParse(uri))
      return misconfigured(`"${uri}" is no HTTP address.`);
    const url = new URL(uri);
    const state = deps.regionState(call.account, call.region);
    const now = deps.now();
    const found =
      call.target === undefined
        ? firstDoor(state, call, url, now)
        : secondDoor(state, call, url, now);
    if (!found)
      return misconfigured(
        `There is no VPC link ${call.linkId}. Create it, or mend the integration.`,
      );
    if (isOutcome(found)) return found;
    const seen: BalancedRequest = {
      method,
      isTls: url.protocol === 'https:',
      host: url.host,
      path: url.pathname,
      query,
      headers,
      sourceIp: call.request.headers.get('x-forwarded-for') ?? '10.0.0.1',
    };
    return ask(deps, state, found, call, seen);
  };
}

function ask(
  deps: Deps,
  state: RegionState,
  { balancer, listener, source }: Door,
  { request }: PrivateCall,
  seen: BalancedRequest,
): PrivateOutcome {
  const name = balancer.LoadBalancerName;
  const groups = balancer.SecurityGroups ?? [];
  if (source && source !== PRIVATE_LINK) {
    const blocks = balancer.subnetIds.flatMap((id) => own(state.ec2.subnets, id)?.CidrBlock ?? []);
    if (!releases(state.ec2, source, listener.Port, { groupIds: groups, blocks }))
      return {
        kind: 'timeout',
        detail: `No group of the VPC link (${source.groupIds.join(', ')}) lets anything out to load balancer "${name}" on port ${listener.Port}.`,
      };
  }
  if (source && groups.length > 0 && !admits(state.ec2, groups, listener.Port, source)) {
    const [who, note] =
      source === PRIVATE_LINK
        ? ['everybody', ', and nobody knows from which addresses a VPC link of version 1 calls']
        : [`the VPC link's groups (${source.groupIds.join(', ')})`, ''];
    return {
      kind: 'timeout',
      detail: `No security group of load balancer "${name}" (${groups.join(', ')}) lets ${who} in on port ${listener.Port}${note}.`,
    };
  }
  const place = { state: state.elbv2, now: deps.now(), chance: () => deps.chance() };
  const backend = backendOf(place, balancer, listener, seen);
  const values = { loadBalancer: name, port: listener.Port };
  switch (backend.kind) {
    case 'target': {
      const { target } = backend;
      const answer = echo(target, request, seen.path);
      return {
        kind: 'answer',
        answer,
        reason: `Load balancer "${name}" asked target ${target.Id}:${target.Port}, which answered with ${answer.status}.`,
        values: { ...values, target: `${target.Id}:${target.Port}` },
      };
    }
    case 'fixed':
      return {
        kind: 'answer',
        answer: {
          status: backend.status,
          headers: new Headers(backend.headers),
          body: backend.body,
        },
        reason: `Load balancer "${name}" answered with ${backend.status} itself.`,
        values,
      };
    case 'no-handshake':
      return { kind: 'unreachable', detail: backend.detail };
    case 'nobody':
      if (balancer.Type === 'network') return { kind: 'unreachable', detail: backend.detail };
      return {
        kind: 'answer',
        answer: unavailable(),
        reason: `Load balancer "${name}" answered with 503: ${backend.detail}`,
        values,
      };
  }
}
