/** What the lab asks for, and what it reads. */
import type { Integration } from '@aws-sdk/client-apigatewayv2';
import {
  findBalancer,
  readHttpApi,
  readListeners,
  readSecurityGroups,
  readSubnets,
  readVpcLinks,
  type GatherTools,
  type HttpReadings,
  type Readings,
  type Seen,
} from 'gatewise/labs';

export const CATALOG = { stageName: '$default', method: 'GET', path: '/catalog' } as const;
/** Of the load balancer and of the link. */
export const WEB = 'web';
/** What the shop says. */
export const PRODUCTS = '{"products":["mug","cap"]}';

const readIntegrations = async (
  { aws }: GatherTools,
  search: HttpReadings['search'],
): Promise<readonly Integration[]> => {
  const { api } = await search;
  return api ? ((await aws.apigatewayv2.getIntegrations({ ApiId: api.ApiId })).Items ?? []) : [];
};

export function gather(tools: GatherTools) {
  const http = readHttpApi(tools, 'storefront');
  const balancer = findBalancer(tools, WEB);
  return {
    ...http,
    integrations: readIntegrations(tools, http.search),
    balancer,
    listeners: readListeners(tools, balancer),
    links: readVpcLinks(tools),
    subnets: readSubnets(tools),
    securityGroups: readSecurityGroups(tools),
  } satisfies Readings;
}

export type StorefrontSeen = Seen<ReturnType<typeof gather>>;
