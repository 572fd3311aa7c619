import { badRequest, notFound } from '../../wire/errors.ts';

/** AWS's words for what is not there (recorded, except where marked). */
export const noApi = (account: string, id: string) =>
  notFound(`Invalid API identifier specified ${account}:${id}`);
export const noResource = () => notFound('Invalid Resource identifier specified');
export const noMethod = () => notFound('Invalid Method identifier specified');
export const noStatusCode = () => notFound('Invalid Response status code specified');
/** Assumed. */
export const noIntegration = () => notFound('Invalid Integration identifier specified');
export const noStage = () => notFound('Invalid stage identifier specified');
export const noDeployment = () => notFound('Invalid Deployment identifier specified');
export const noKey = () => notFound('Invalid API Key identifier specified');
export const noPlan = () => notFound('Invalid Usage Plan ID specified');
export const noValidator = () => notFound('Invalid Request Validator identifier specified');
export const noAuthorizer = () => notFound('Invalid Authorizer identifier specified');
export const noModel = (name: string) => notFound(`Invalid model name specified: ${name}`);
export const noVpcLink = () => notFound('Invalid Vpc Link identifier specified');
export const noDomain = () => notFound('Invalid domain name identifier specified');
export const noMapping = () => notFound('Invalid base path mapping identifier specified');
export const noCertificate = () => notFound('Invalid Client Certificate identifier specified');
export const noDocumentationPart = () =>
  notFound('Invalid Documentation part identifier specified');
export const noDocumentationVersion = () => notFound('Invalid Documentation version specified');
/** Creating a request validator words a missing API in its own way (recorded). */
export const noApiForValidator = () => badRequest('Invalid REST API identifier specified');
export const badMapping = (error: string) =>
  badRequest(
    `Invalid mapping expression specified: Validation Result: warnings : [], errors : [${error}]`,
  );
