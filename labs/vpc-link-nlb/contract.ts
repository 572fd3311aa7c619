/** What the lab asks for, and what it reads. */
import {
  findBalancer,
  readListeners,
  readSecurityGroups,
  readServedDocument,
  readSubnets,
  readTargets,
  readVpcLinks,
  restReadings,
  type GatherTools,
  type Readings,
  type Seen,
} from 'gatewise/labs';

export const STAGE = 'prod';
export const PATH = '/stock';
/** What the callers use; OPTIONS and HEAD may go elsewhere. */
export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
/** Of the load balancer and of the link. */
export const BACKEND = 'backend';
/** What the stock server says. */
export const SHELF = '{"shelf":"A7","boxes":41}';

const readRest = restReadings({ name: 'inventory', stage: STAGE });

export function gather(tools: GatherTools) {
  const rest = readRest(tools);
  const balancer = findBalancer(tools, BACKEND);
  const listeners = readListeners(tools, balancer);
  return {
    ...rest,
    document: readServedDocument(tools, rest),
    balancer,
    listeners,
    targets: readTargets(tools, listeners),
    links: readVpcLinks(tools),
    subnets: readSubnets(tools),
    securityGroups: readSecurityGroups(tools),
  } satisfies Readings;
}

export type InventorySeen = Seen<ReturnType<typeof gather>>;
