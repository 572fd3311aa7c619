/** What is read, and what stage `prod` serves. */
import {
  commandLine,
  fail,
  findApiKey,
  findDeployed,
  findUsagePlan,
  keysOfPlan,
  readDeployed,
  type Deployed,
  type GatherTools,
  type Seen,
} from 'gatewise/labs';
import { FREE, PREMIUM, PRODUCTS, STAGE } from './contract.ts';

export function gather(tools: GatherTools) {
  const free = findUsagePlan(tools, FREE.plan);
  const premium = findUsagePlan(tools, PREMIUM.plan);
  return {
    ...readDeployed(tools, { name: 'shop', stage: STAGE }),
    free,
    premium,
    freeMembers: free.then((plan) => keysOfPlan(tools, plan)),
    premiumMembers: premium.then((plan) => keysOfPlan(tools, plan)),
    freeKey: findApiKey(tools, FREE.key),
    premiumKey: findApiKey(tools, PREMIUM.key),
  };
}
export type Snapshot = Seen<ReturnType<typeof gather>>;

export const deployedProducts = (seen: Snapshot): Deployed => {
  const { api } = seen.search;
  const deployed = findDeployed(seen, PRODUCTS);
  // Without the API this objective itself has failed: it is the one that asks for it.
  if (api || !deployed.finding) return deployed;
  return {
    finding: fail(
      `No REST API named "shop" in ${seen.search.region}.`,
      "Run the lab's seed, which builds the shop as it is today, or create it: aws apigateway create-rest-api --name shop. If it is in another Region, name that one with --region.",
      {
        call: commandLine({ service: 'apigateway', operation: 'GetRestApis', input: {} }),
        fields: { names: seen.search.names },
      },
    ),
  };
};

export const methodOf = (seen: Snapshot) => {
  const deployed = deployedProducts(seen);
  return deployed.finding
    ? undefined
    : {
        apiId: deployed.api.id,
        stage: STAGE,
        path: deployed.route.path,
        method: deployed.route.method,
      };
};
