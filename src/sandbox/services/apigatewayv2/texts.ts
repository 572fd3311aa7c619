import { badRequest, notFound } from '../../wire/errors.ts';

/**
 * AWS's words for what is not there. The API's come with the account, as in v1 (recorded there); the
 * others are assumed after the same pattern.
 */
export const noApi = (account: string, id: string) =>
  notFound(`Invalid API identifier specified ${account}:${id}`);
export const noRoute = (id: string) => notFound(`Invalid Route identifier specified ${id}`);
export const noRouteResponse = (id: string) =>
  notFound(`Invalid RouteResponse identifier specified ${id}`);
export const noIntegration = (id: string) =>
  notFound(`Invalid Integration identifier specified ${id}`);
export const noIntegrationResponse = (id: string) =>
  notFound(`Invalid IntegrationResponse identifier specified ${id}`);
export const noAuthorizer = (id: string) =>
  notFound(`Invalid Authorizer identifier specified ${id}`);
export const noModel = (id: string) => notFound(`Invalid Model identifier specified ${id}`);
export const noDeployment = (id: string) =>
  notFound(`Invalid Deployment identifier specified ${id}`);
export const noStage = () => notFound('Invalid stage identifier specified');
export const noVpcLink = (id: string) => notFound(`Invalid VpcLink identifier specified ${id}`);
export const noDomain = () =>
  notFound('The domain name resource specified in the request was not found.');
export const noMapping = () =>
  notFound('The API mapping resource specified in the request was not found.');

/** Documented by its beginning in reports; what follows `errors` is assumed. */
export const badMapping = (error: string) =>
  badRequest(
    `Invalid mapping expression specified: Validation Result: warnings : [], errors : [${error}]`,
  );
