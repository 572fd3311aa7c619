/** What the stage serves of the path, and whether it goes through the link. */
import type { Listener } from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  dependsOn,
  deployCommand,
  fail,
  firstObstacle,
  linkEvidence,
  liveRoute,
  pass,
  routeOf,
  servedEvidence,
  shutOut,
  withStageVariables,
  type Finding,
  type FoundBalancer,
  type NetworkSeen,
  type SeenLink,
  type ServedIntegration,
} from 'gatewise/labs';
import { BACKEND, METHODS, PATH, STAGE, type InventorySeen } from './contract.ts';
import {
  balancerOf,
  goodLinks,
  judgeBalancer,
  judgeLink,
  judgeListener,
  judgeServed,
  readyListeners,
} from './judges.ts';

interface Way {
  readonly listeners: readonly Listener[];
  readonly links: readonly SeenLink[];
  readonly all: readonly SeenLink[];
  readonly balancer: FoundBalancer;
  readonly network: NetworkSeen;
  readonly variables: Readonly<Record<string, string>> | undefined;
}

interface Problem {
  readonly saw: string;
  readonly nextStep: string;
}

function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

/** What the integration leads to: the port of its URI names the listener, unless its target does. */
function listenerOf(
  link: SeenLink,
  target: string | undefined,
  url: URL,
  { balancer, listeners }: Way,
): Listener | Problem {
  const port = portOf(url);
  if (link.version === 2 && target !== undefined && target !== balancer.LoadBalancerArn) {
    const chosen = listeners.find(({ ListenerArn }) => ListenerArn === target);
    return (
      chosen ?? {
        saw: `Its target is ${target}, and no listener of "${BACKEND}" that leads to a server.`,
        nextStep: `Name the load balancer, ${balancer.LoadBalancerArn}, or its listener`,
      }
    );
  }
  if (link.version === 2 && target === undefined)
    return {
      saw: 'It names no target, and a link of version 2 leads nowhere by itself.',
      nextStep: `Patch /integrationTarget to ${balancer.LoadBalancerArn}`,
    };
  const ports = listeners.map(({ Port }) => Port).join(', ');
  return (
    listeners.find(({ Port }) => Port === port) ?? {
      saw: `Its address ${url.origin} asks for port ${port}, and "${BACKEND}" listens on ${ports}.`,
      nextStep: `Name the port in the URI, as in http://${url.hostname}:${ports}${url.pathname}`,
    }
  );
}

/** What is wrong with an integration, or undefined when it goes the right way. */
function problemOf(
  method: string,
  integration: ServedIntegration | undefined,
  liveTarget: string | undefined,
  way: Way,
): Problem | undefined {
  const nextStep = `Put one that goes through the link: aws apigateway put-integration … --type HTTP_PROXY --integration-http-method ANY --uri http://…/stock --connection-type VPC_LINK --connection-id ${way.links[0]?.id ?? '…'}`;
  if (!integration) return { saw: 'It has no integration.', nextStep };
  const { type = '', connectionType, connectionId = '', uri = '', httpMethod = '' } = integration;
  if (!['http', 'http_proxy'].includes(type.toLowerCase()))
    return { saw: `Its integration has the type ${type.toUpperCase()}.`, nextStep };
  if (connectionType !== 'VPC_LINK')
    return {
      saw: `Its integration calls ${uri} over the internet, where nobody reaches the VPC.`,
      nextStep,
    };
  const fill = (text: string) => withStageVariables(text, way.variables);
  const link = way.links.find(({ id }) => id === fill(connectionId));
  if (!link) {
    const other = way.all.find(({ id }) => id === fill(connectionId));
    return {
      saw: other
        ? `It goes through VPC link "${other.name}" (${other.id}).`
        : `It goes through ${connectionId}, and there is no such VPC link.`,
      nextStep: `Name the link "${BACKEND}": patch /connectionId to ${way.links[0]?.id ?? '…'}, or give the stage variable that value`,
    };
  }
  if (httpMethod !== 'ANY' && httpMethod !== method)
    return {
      saw: `It asks the server with ${httpMethod}, whatever the caller's method is.`,
      nextStep: 'Pass the method on: patch /httpMethod to ANY',
    };
  const address = fill(uri);
  if (!URL.canParse(address)) return { saw: `"${uri}" is no HTTP address.`, nextStep };
  const url = new URL(address);
  const target = integration.integrationTarget ?? liveTarget;
  const listener = listenerOf(link, target === undefined ? undefined : fill(target), url, way);
  if ('saw' in listener) return listener;
  if (listener.Protocol === 'TLS' && url.protocol === 'http:')
    return {
      saw: `Its address ${url.origin} is plain HTTP, and the listener on port ${listener.Port ?? ''} speaks TLS.`,
      nextStep: 'Begin the URI with https and the name that is in the certificate',
    };
  return shutOut(link, way.balancer, listener.Port ?? 0, way.network);
}

export function judgeIntegration(seen: InventorySeen): Finding {
  const { search, stage, document, resources, links: all } = seen;
  const { api } = search;
  const obstacle = firstObstacle(seen, {
    'stock-served': judgeServed,
    listener: judgeListener,
    link: judgeLink,
  });
  if (obstacle) return obstacle;
  const balancer = balancerOf(seen);
  if (!api || !document || !balancer)
    return dependsOn('stock-served', `Stage "${STAGE}" serves nothing yet.`);
  const way: Way = {
    balancer,
    all,
    links: goodLinks(seen, balancer),
    listeners: readyListeners(seen),
    network: seen,
    variables: stage?.variables,
  };
  for (const method of METHODS) {
    const route = routeOf(document.operations, method, PATH);
    const { integration } = route?.value ?? {};
    // Whether AWS exports the target is not documented.
    const live = liveRoute(resources ?? [], method, PATH)?.value.methodIntegration;
    const problem = problemOf(method, integration, live?.integrationTarget, way);
    if (problem)
      return fail(
        `What "${STAGE}" serves of ${method} ${PATH}: ${problem.saw}`,
        `${problem.nextStep}; then deploy: ${deployCommand(api.id, STAGE)}`,
        servedEvidence(api.id, STAGE, { method: route?.method, integration }),
        ...way.links.map(linkEvidence),
      );
  }
  const shown = routeOf(document.operations, METHODS[0], PATH)?.value.integration;
  return pass(
    `All of ${PATH} goes through VPC link "${BACKEND}".`,
    servedEvidence(api.id, STAGE, { integration: shown }),
    ...way.links.map(linkEvidence),
  );
}

export const judgeBuilt = (seen: InventorySeen): Finding =>
  firstObstacle(seen, {
    'stock-served': judgeServed,
    balancer: judgeBalancer,
    listener: judgeListener,
    link: judgeLink,
    integration: judgeIntegration,
  }) ?? pass('The way to the stock server is built; what it answers, a call tells.');
