import type { Clock } from '#core';
import { decideTrust, parsePolicy, requestKeys } from '#policy';
import type { ControlPlane } from './dispatch.ts';
import type { CallService, ServiceCall } from './gateway/service-calls.ts';
import { isServiceName, modelOf, type ServiceName } from './operations.ts';
import type { Caller } from './services/context.ts';
import { own } from './services/records.ts';
import { iamState, type SandboxState } from './state.ts';

const GATEWAY = 'apigateway.amazonaws.com';
/** Services that integrations reach here; the others are there for the labs' own use. */
const REACHED: ReadonlySet<ServiceName> = new Set(['dynamodb', 'sqs', 'lambda']);

interface Deps {
  readonly clock: Clock;
  readonly controlPlane: Pick<ControlPlane, 'answerFor'>;
  readonly state: () => SandboxState;
}

/** The session that API Gateway opens, or why the role does not let it in. */
function assume({ clock, state }: Deps, { role, account }: ServiceCall): Caller | string {
  const [, owner = '', name = ''] =
    /^arn:aws[\w-]*:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(role) ?? [];
  const sandbox = state();
  const record = Object.hasOwn(sandbox.iam, owner)
    ? own(iamState(sandbox, owner).roles, name)
    : undefined;
  if (record?.role.Arn !== role)
    return `There is no role ${role}. Create it, or mend the integration's credentials.`;
  const trust = parsePolicy(record.role.AssumeRolePolicyDocument, 'trust');
  const decision = trust.ok
    ? decideTrust(
        { identity: [], resource: [{ name: 'trust policy', policy: trust.policy }] },
        {
          principal: { kind: 'service', name: GATEWAY },
          action: 'sts:AssumeRole',
          resource: role,
          keys: requestKeys({
            'aws:CurrentTime': new Date(clock.now()).toISOString(),
            'aws:SourceAccount': account,
            'aws:SourceArn': undefined,
          }),
        },
        owner,
      )
    : undefined;
  if (decision?.outcome !== 'allowed')
    return `The trust policy of ${role} does not let ${GATEWAY} assume it.`;
  return {
    accountId: owner,
    accessKeyId: 'ASIAAPIGATEWAY000000',
    arn: `arn:aws:sts::${owner}:assumed-role/${name}/BackplaneAssumeRoleSession`,
    userId: `${record.role.RoleId}:BackplaneAssumeRoleSession`,
    roleArn: role,
  };
}

const FORM = 'application/x-www-form-urlencoded';

/** The request as the service's own clients would send it. */
function requestOf({ service, action, path, region, request }: ServiceCall, name: ServiceName) {
  const url = new URL(`https://${service}.${region}.amazonaws.com${path}`);
  const headers = new Headers(request.headers);
  headers.set('accept', 'application/json');
  const { target, jsonVersion } = modelOf(name);
  let { body } = request;
  if (action !== undefined && name !== 'sqs' && target !== undefined) {
    headers.set('x-amz-target', `${target}.${action}`);
    headers.set('content-type', `application/x-amz-json-${jsonVersion ?? '1.0'}`);
  } else if (action !== undefined) {
    const form = new URLSearchParams(
      headers.get('content-type')?.startsWith(FORM) ? asText(body) : '',
    );
    form.set('Action', action);
    for (const [key, values] of request.query) for (const value of values) form.append(key, value);
    headers.set('content-type', FORM);
    body = form.toString();
  } else {
    for (const [key, values] of request.query)
      for (const value of values) url.searchParams.append(key, value);
  }
  const hasBody = request.method !== 'GET' && body.length > 0;
  return new Request(url, {
    method: request.method,
    headers,
    ...(hasBody && { body: typeof body === 'string' ? body : body.slice() }),
  });
}

const asText = (body: string | Uint8Array) =>
  typeof body === 'string' ? body : new TextDecoder().decode(body);

/** @returns how the data plane calls AWS services: as the role of the integration, by their own protocols */
export function serviceCalls(deps: Deps): CallService {
  return async (call) => {
    const { service } = call;
    if (!isServiceName(service) || !REACHED.has(service)) return { kind: 'no-service' };
    const caller = assume(deps, call);
    if (typeof caller === 'string') return { kind: 'denied', detail: caller };
    const response = await deps.controlPlane.answerFor(
      requestOf(call, service),
      service,
      caller,
      call.region,
    );
    return {
      kind: 'answer',
      answer: {
        status: response.status,
        headers: response.headers,
        body: new Uint8Array(await response.arrayBuffer()),
      },
    };
  };
}
