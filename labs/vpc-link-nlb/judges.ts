/** The way from the API through the link to the server, part by part. */
import type { Listener } from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  dependsOn,
  fail,
  judgeInternalBalancer,
  judgeLinkTo,
  judgeOpenMethod,
  linksEvidence,
  listenersEvidence,
  forwardsTo,
  pass,
  pending,
  shutOut,
  targetsEvidence,
  targetsStateOf,
  type Finding,
  type FoundBalancer,
  type SeenLink,
} from 'gatewise/labs';
import { BACKEND, METHODS, PATH, STAGE, type InventorySeen } from './contract.ts';

export function judgeServed(seen: InventorySeen): Finding {
  const findings = METHODS.map((method) =>
    judgeOpenMethod(seen, { stageName: STAGE, method, path: PATH }),
  );
  return (
    findings.find(({ verdict }) => verdict !== 'pass') ??
    pass(
      `Stage "${STAGE}" serves ${METHODS.join(', ')} ${PATH} to everybody.`,
      ...(findings[0]?.evidence ?? []),
    )
  );
}

export const judgeBalancer = ({ balancer }: InventorySeen): Finding =>
  judgeInternalBalancer(balancer, 'network');

const noBalancer = () =>
  dependsOn('balancer', `There is no network load balancer "${BACKEND}" yet.`);

/** The load balancer as far as others can build on it: it need not be active yet. */
export const balancerOf = ({ balancer }: InventorySeen): FoundBalancer | undefined =>
  balancer.balancer?.Type === 'network' ? balancer.balancer : undefined;

const SPEAKS_TCP = ['TCP', 'TLS', 'TCP_UDP'];

const tcpListeners = ({ listeners }: InventorySeen) =>
  listeners.filter(({ Protocol = '' }) => SPEAKS_TCP.includes(Protocol));

/** Listeners that lead to somebody. */
export const readyListeners = (seen: InventorySeen): readonly Listener[] =>
  tcpListeners(seen).filter((one) => targetsStateOf(one, seen.targets).kind === 'ready');

export function judgeListener(seen: InventorySeen): Finding {
  const balancer = balancerOf(seen);
  if (!balancer) return noBalancer();
  const candidates = tcpListeners(seen);
  const evidence = listenersEvidence(balancer, seen.listeners);
  const create = `aws elbv2 create-listener --load-balancer-arn ${balancer.LoadBalancerArn} --protocol TCP --port 80 --default-actions Type=forward,TargetGroupArn=…`;
  if (candidates.length === 0)
    return fail(
      seen.listeners.length === 0
        ? `"${BACKEND}" has no listener.`
        : `No listener of "${BACKEND}" speaks TCP.`,
      `Create one: ${create}`,
      evidence,
    );
  const states = candidates.map((one) => targetsStateOf(one, seen.targets));
  const best =
    states.find(({ kind }) => kind === 'ready') ?? states.find(({ kind }) => kind === 'starting');
  const health = candidates.flatMap(forwardsTo).map((arn) => targetsEvidence(arn, seen.targets));
  if (best?.kind === 'ready') return pass(best.saw, evidence, ...health);
  if (best)
    return pending(
      best.saw,
      'Health checks take a minute or two. Verify again then.',
      evidence,
      ...health,
    );
  return fail(
    states.map(({ saw }) => saw).join(' '),
    'Forward to the target group of the stock server, "stock", or register the server there: aws elbv2 register-targets --target-group-arn … --targets Id=…',
    evidence,
    ...health,
  );
}

const RANK: Readonly<Record<Finding['verdict'], number>> = {
  pass: 0,
  pending: 1,
  blocked: 2,
  fail: 3,
};

/** A link that leads to the load balancer, at one of its listeners' ports at least. */
function judgeOneLink(seen: InventorySeen, link: SeenLink, balancer: FoundBalancer): Finding {
  const leads = judgeLinkTo(link, balancer, seen);
  if (leads.verdict !== 'pass') return leads;
  const ports = tcpListeners(seen).flatMap(({ Port }) => Port ?? []);
  const shut = ports.map((port) => shutOut(link, balancer, port, seen));
  const [first] = shut;
  return first && shut.every((one) => one !== undefined)
    ? fail(first.saw, first.nextStep, ...leads.evidence, first.evidence)
    : leads;
}

const named = ({ links }: InventorySeen) => links.filter(({ name }) => name === BACKEND);

/** Links of the lab's name that lead to the load balancer. Names of links are not unique. */
export const goodLinks = (seen: InventorySeen, balancer: FoundBalancer): readonly SeenLink[] =>
  named(seen).filter((link) => judgeOneLink(seen, link, balancer).verdict === 'pass');

export function judgeLink(seen: InventorySeen): Finding {
  const balancer = balancerOf(seen);
  if (!balancer) return noBalancer();
  const [best] = named(seen)
    .map((link) => judgeOneLink(seen, link, balancer))
    .sort((one, other) => RANK[one.verdict] - RANK[other.verdict]);
  return (
    best ??
    fail(
      `There is no VPC link named "${BACKEND}", neither of version 1 nor of version 2.`,
      `Create one. The first kind is made from the load balancer: aws apigateway create-vpc-link --name ${BACKEND} --target-arns ${balancer.LoadBalancerArn}. The second is made from its subnets: aws apigatewayv2 create-vpc-link --name ${BACKEND} --subnet-ids …`,
      ...linksEvidence(seen.links),
    )
  );
}
