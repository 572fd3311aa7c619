import { regionState } from '../../state.ts';
import type { OperationContext } from '../context.ts';
import { own } from '../records.ts';
import type { ApiGatewayState, Method, Resource, RestApiRecord } from './state.ts';
import { noApi, noMethod, noResource } from './texts.ts';

export { pageOf, type Page } from '../paging.ts';
export {
  defined,
  freshId,
  nonEmpty,
  omit,
  own,
  values,
  withoutKey,
  type Defined,
} from '../records.ts';

/** @returns API Gateway's state of the caller's account in the request's Region. */
export const stateOf = ({ sandbox, caller, region }: OperationContext): ApiGatewayState =>
  regionState(sandbox, caller.accountId, region).apigateway;

/** @returns the API, with `missing` thrown where there is none. */
export function apiOf(
  context: OperationContext,
  id: string,
  missing: () => Error = () => noApi(context.caller.accountId, id),
): RestApiRecord {
  const found = own(stateOf(context).restApis, id);
  if (!found) throw missing();
  return found;
}

/** Operations below an API's resources word a missing API as a missing resource (recorded). */
export function resourceOf(
  context: OperationContext,
  restApiId: string,
  resourceId: string,
): { record: RestApiRecord; resource: Resource } {
  const record = apiOf(context, restApiId, noResource);
  const resource = own(record.resources, resourceId);
  if (!resource) throw noResource();
  return { record, resource };
}

export interface MethodPath {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
}

export function methodOf(
  context: OperationContext,
  path: MethodPath,
): { record: RestApiRecord; resource: Resource; method: Method } {
  const { record, resource } = resourceOf(context, path.restApiId, path.resourceId);
  const method = own(resource.resourceMethods ?? {}, path.httpMethod);
  if (!method) throw noMethod();
  return { record, resource, method };
}
