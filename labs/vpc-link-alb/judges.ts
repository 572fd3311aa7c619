/** The way from the route through the link to the load balancer, part by part. */
import type { Integration } from '@aws-sdk/client-apigatewayv2';
import type { Listener } from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  commandLine,
  dependsOn,
  fail,
  firstObstacle,
  httpRouteOf,
  judgeInternalBalancer,
  judgeLinkTo,
  judgeOpenRoute,
  linkEvidence,
  linksEvidence,
  listenersEvidence,
  pass,
  shutOut,
  withStageVariables,
  type Evidence,
  type Finding,
  type FoundBalancer,
  type SecondLink,
} from 'gatewise/labs';
import { CATALOG, WEB, type StorefrontSeen } from './contract.ts';

export const judgeServed = (seen: StorefrontSeen): Finding => judgeOpenRoute(seen, CATALOG);

export const judgeBalancer = ({ balancer }: StorefrontSeen): Finding =>
  judgeInternalBalancer(balancer, 'application');

const noBalancer = () =>
  dependsOn('still-internal', `There is no application load balancer "${WEB}".`);

/** The load balancer as far as others can build on it. */
const balancerOf = ({ balancer }: StorefrontSeen): FoundBalancer | undefined =>
  balancer.balancer?.Type === 'application' ? balancer.balancer : undefined;

/** Names of links are not unique. */
const named = ({ links }: StorefrontSeen): readonly SecondLink[] =>
  links.filter((link): link is SecondLink => link.version === 2 && link.name === WEB);

const RANK: Readonly<Record<Finding['verdict'], number>> = {
  pass: 0,
  pending: 1,
  blocked: 2,
  fail: 3,
};

export function judgeLink(seen: StorefrontSeen): Finding {
  const balancer = balancerOf(seen);
  if (!balancer) return noBalancer();
  const [best] = named(seen)
    .map((link) => judgeLinkTo(link, balancer, seen))
    .sort((one, other) => RANK[one.verdict] - RANK[other.verdict]);
  if (best) return best;
  const create = `aws apigatewayv2 create-vpc-link --name ${WEB} --subnet-ids … --security-group-ids …`;
  const isFirst = seen.links.some(({ name, version }) => name === WEB && version === 1);
  return fail(
    isFirst
      ? `VPC link "${WEB}" is of version 1, which leads to a network load balancer and serves no HTTP API.`
      : `There is no VPC link named "${WEB}".`,
    `Create one of version 2, in the subnets of the load balancer: ${create}`,
    ...linksEvidence(seen.links),
  );
}

/** Links of the lab's name that are ready in the VPC of the load balancer. */
const goodLinks = (seen: StorefrontSeen, balancer: FoundBalancer): readonly SecondLink[] =>
  named(seen).filter((link) => judgeLinkTo(link, balancer, seen).verdict === 'pass');

/** The integration of the route that takes the request. */
function integrationOf({ routes, integrations }: StorefrontSeen): Integration | undefined {
  const id = httpRouteOf(routes, CATALOG.method, CATALOG.path)?.Target?.replace(
    'integrations/',
    '',
  );
  return integrations.find(({ IntegrationId }) => IntegrationId === id);
}

const variablesOf = ({ stages }: StorefrontSeen) =>
  stages.find(({ StageName }) => StageName === CATALOG.stageName)?.StageVariables;

/** The listener that the integration names. */
const listenerOf = (seen: StorefrontSeen): Listener | undefined => {
  const uri = withStageVariables(integrationOf(seen)?.IntegrationUri ?? '', variablesOf(seen));
  return seen.listeners.find(({ ListenerArn }) => ListenerArn === uri);
};

interface Problem {
  readonly saw: string;
  readonly nextStep: string;
}

const isTls = ({ Protocol }: Listener) => Protocol === 'HTTPS';

/** What is wrong with the integration, or undefined when it goes the right way. */
function problemOf(seen: StorefrontSeen, integration: Integration, links: readonly SecondLink[]) {
  const {
    IntegrationType: type = '',
    ConnectionType,
    ConnectionId = '',
    IntegrationUri: uri = '',
    IntegrationMethod: method = '',
    TlsConfig,
  } = integration;
  const arn = seen.listeners[0]?.ListenerArn ?? '…';
  const update = `aws apigatewayv2 update-integration --api-id ${seen.search.api?.ApiId ?? '…'} --integration-id ${integration.IntegrationId ?? '…'}`;
  const problem = (saw: string, nextStep: string): Problem => ({ saw, nextStep });
  if (type !== 'HTTP_PROXY')
    return problem(
      `The integration has the type ${type}.`,
      `Create one of the type HTTP_PROXY and let the route go to it: aws apigatewayv2 create-integration … --integration-type HTTP_PROXY --integration-method ANY --integration-uri ${arn} --connection-type VPC_LINK --connection-id ${links[0]?.id ?? '…'} --payload-format-version 1.0`,
    );
  if (ConnectionType !== 'VPC_LINK')
    return problem(
      `The integration calls ${uri} over the internet, where nobody reaches the VPC.`,
      `Go through the link: ${update} --connection-type VPC_LINK --connection-id ${links[0]?.id ?? '…'} --integration-uri ${arn}`,
    );
  if (!links.some(({ id }) => id === ConnectionId)) {
    const other = seen.links.find(({ id }) => id === ConnectionId);
    return problem(
      other
        ? `The integration goes through VPC link "${other.name}" (${other.id}).`
        : `The integration goes through ${ConnectionId}, and there is no such VPC link.`,
      `Name the link "${WEB}": ${update} --connection-id ${links[0]?.id ?? '…'}`,
    );
  }
  const listener = listenerOf(seen);
  if (!listener)
    return problem(
      `The integration leads to ${uri}, and that is no listener of "${WEB}".`,
      `Name the listener by its ARN: ${update} --integration-uri ${arn}`,
    );
  if (method !== 'ANY' && method !== CATALOG.method)
    return problem(
      `The integration asks the shop with ${method}.`,
      `Pass the caller's method on: ${update} --integration-method ANY`,
    );
  if (isTls(listener) !== (TlsConfig !== undefined))
    return problem(
      isTls(listener)
        ? `The listener on port ${listener.Port ?? ''} speaks TLS, and the integration has no TLS configuration.`
        : `The integration has a TLS configuration, and the listener on port ${listener.Port ?? ''} speaks plain HTTP.`,
      isTls(listener)
        ? `Say which name the certificate has: ${update} --tls-config ServerNameToVerify=…`
        : 'Create the integration again without a TLS configuration, or give the load balancer an HTTPS listener and name that.',
    );
  return undefined;
}

export function judgeIntegration(seen: StorefrontSeen): Finding {
  const obstacle = firstObstacle(seen, { 'catalog-served': judgeServed, link: judgeLink });
  if (obstacle) return obstacle;
  const balancer = balancerOf(seen);
  const integration = integrationOf(seen);
  if (!balancer) return noBalancer();
  if (!integration)
    return dependsOn('catalog-served', 'The route leads to no integration of this API.');
  const evidence: Evidence[] = [
    {
      call: commandLine({
        service: 'apigatewayv2',
        operation: 'GetIntegrations',
        input: { ApiId: seen.search.api?.ApiId },
      }),
      fields: {
        IntegrationType: integration.IntegrationType,
        ConnectionType: integration.ConnectionType,
        ConnectionId: integration.ConnectionId,
        IntegrationUri: integration.IntegrationUri,
        IntegrationMethod: integration.IntegrationMethod,
        TlsConfig: integration.TlsConfig,
      },
    },
    listenersEvidence(balancer, seen.listeners),
  ];
  const links = goodLinks(seen, balancer);
  const problem = problemOf(seen, integration, links);
  return problem
    ? fail(problem.saw, problem.nextStep, ...evidence, ...links.map(linkEvidence))
    : pass(
        `The route calls the listener on port ${listenerOf(seen)?.Port ?? ''} through VPC link "${WEB}".`,
        ...evidence,
      );
}

export function judgeLetIn(seen: StorefrontSeen): Finding {
  const obstacle = firstObstacle(seen, { link: judgeLink });
  if (obstacle) return obstacle;
  const balancer = balancerOf(seen);
  if (!balancer) return noBalancer();
  const links = goodLinks(seen, balancer);
  const used = links.filter(({ id }) => id === integrationOf(seen)?.ConnectionId);
  // Before there is an integration, one listener that can be reached will do.
  const chosen = listenerOf(seen);
  const ways = (used.length > 0 ? used : links).flatMap((link) =>
    (chosen ? [chosen] : seen.listeners).map(({ Port = 0 }) => ({
      link,
      port: Port,
      shut: shutOut(link, balancer, Port, seen),
    })),
  );
  const open = ways.find(({ shut }) => shut === undefined);
  const [first] = ways;
  if (open)
    return pass(
      `VPC link "${WEB}" reaches the load balancer at port ${open.port}.`,
      linkEvidence(open.link),
      listenersEvidence(balancer, seen.listeners),
    );
  return first?.shut
    ? fail(first.shut.saw, first.shut.nextStep, linkEvidence(first.link), first.shut.evidence)
    : fail(
        `"${WEB}" listens on no port.`,
        `Create the listener again, for example by the lab's seed, or: aws elbv2 create-listener --load-balancer-arn ${balancer.LoadBalancerArn} --protocol HTTP --port 80 --default-actions …`,
        listenersEvidence(balancer, seen.listeners),
      );
}

export const judgeBuilt = (seen: StorefrontSeen): Finding =>
  firstObstacle(seen, {
    'still-internal': judgeBalancer,
    'catalog-served': judgeServed,
    link: judgeLink,
    integration: judgeIntegration,
    'let-in': judgeLetIn,
  }) ?? pass('The way to the shop is built; what it answers, a call tells.');
