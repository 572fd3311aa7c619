/** What callers of the API get from behind the load balancer. */
import { fail, pass, probeEvidence, type Finding, type ProbePort } from 'gatewise/labs';
import { CATALOG, PRODUCTS, type StorefrontSeen } from './contract.ts';

const REASONS: Readonly<Record<number, string>> = {
  404: 'A 404 of the gateway means that the stage does not serve the route yet; one of the shop, that it was asked for another path.',
  500: 'A 500 means that the gateway could not use link or integration as they are.',
  503: 'A 503 means that nobody took the connection: look at the security groups, and at the protocol of the listener.',
};

/** The same value, whatever the spaces. */
function isProducts(body: string): boolean {
  try {
    return JSON.stringify(JSON.parse(body)) === PRODUCTS;
  } catch {
    return false;
  }
}

export async function probeCatalog(port: ProbePort, { search }: StorefrontSeen): Promise<Finding> {
  const { stageName: stage, method, path } = CATALOG;
  const request = { apiId: search.api?.ApiId ?? '', stage, method, path };
  const answer = await port.send(request);
  const evidence = probeEvidence(request, answer);
  if (answer.status === 200 && isProducts(answer.body))
    return pass('GET /catalog brings the products of the shop.', evidence);
  return fail(
    `GET /catalog was answered with ${answer.status}: ${answer.body.slice(0, 200)}`,
    `${REASONS[answer.status] ?? `The shop says 200 and ${PRODUCTS}.`} If the stage does not deploy by itself, deploy: aws apigatewayv2 create-deployment --api-id ${request.apiId} --stage-name '${stage}'`,
    evidence,
  );
}
