/** The private API, the endpoint that leads to it, and who may come that way. */
import type { VpcEndpoint } from '@aws-sdk/client-ec2';
import {
  blocked,
  commandLine,
  dependsOn,
  deployCommand,
  fail,
  firstObstacle,
  judgeOpenMethod,
  pass,
  peersAtPort,
  pending,
  privateCalls,
  probeEvidence,
  resourcePolicyEvidence,
  securityGroupsEvidence,
  uncovered,
  type Evidence,
  type Finding,
  type FoundApi,
  type PrivateCalls,
  type ProbePort,
} from 'gatewise/labs';
import { REPORTS, VPC_NAME, type InternalSeen } from './contract.ts';

export function judgePrivate({ search }: InternalSeen): Finding {
  const { api } = search;
  if (!api) return dependsOn('serves-reports', `There is no REST API "${search.wantedName}" yet.`);
  const { types = [], vpcEndpointIds } = api.endpointConfiguration ?? {};
  const evidence = {
    call: commandLine({ service: 'apigateway', operation: 'GetRestApis', input: {} }),
    fields: { id: api.id, types, vpcEndpointIds },
  };
  return types.length === 1 && types[0] === 'PRIVATE'
    ? pass(`API ${api.id} is private.`, evidence)
    : fail(
        `API ${api.id} is ${types.join(', ') || 'edge-optimized'}: it has an address on the internet.`,
        `Make it private: aws apigateway update-rest-api --rest-api-id ${api.id} --patch-operations op=replace,path=/endpointConfiguration/types/${types[0] ?? 'EDGE'},value=PRIVATE, then ${deployCommand(api.id, REPORTS.stageName)}. An edge-optimized API has to become Regional first.`,
        evidence,
      );
}

const GONE = ['deleting', 'deleted', 'failed', 'rejected', 'expired'];
const endpointsCall = commandLine({
  service: 'ec2',
  operation: 'DescribeVpcEndpoints',
  input: {},
});
const stateOf = ({ State }: VpcEndpoint) => (State ?? '').toLowerCase();

const endpointEvidence = (endpoints: readonly VpcEndpoint[]): Evidence => ({
  call: endpointsCall,
  fields: {
    endpoints: endpoints.map((one) => ({
      id: one.VpcEndpointId,
      type: one.VpcEndpointType,
      service: one.ServiceName,
      vpc: one.VpcId,
      state: one.State,
      subnets: one.SubnetIds,
      privateDns: one.PrivateDnsEnabled,
    })),
  },
});

const isForApis = ({ ServiceName = '' }: VpcEndpoint, region: string) =>
  ServiceName === `com.amazonaws.${region}.execute-api`;

/** The endpoint in the lab's VPC that leads to APIs; the one that is ready before others. */
function endpointOf({ endpoints, vpc, search }: InternalSeen): VpcEndpoint | undefined {
  const matches = endpoints.filter(
    (one) =>
      one.VpcId === vpc?.VpcId &&
      one.VpcEndpointType === 'Interface' &&
      isForApis(one, search.region) &&
      !GONE.includes(stateOf(one)),
  );
  return matches.find((one) => stateOf(one) === 'available') ?? matches[0];
}

export function judgeEndpoint(seen: InternalSeen): Finding {
  const { vpc, endpoints, search } = seen;
  const vpcEvidence = {
    call: commandLine({ service: 'ec2', operation: 'DescribeVpcs', input: {} }),
    fields: { [VPC_NAME]: vpc?.VpcId ?? 'none' },
  };
  if (!vpc)
    return fail(
      `There is no VPC with the tag Name=${VPC_NAME} in ${search.region}.`,
      "Run the lab's seed, which makes it with two subnets.",
      vpcEvidence,
    );
  const create = `aws ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id ${vpc.VpcId} --service-name com.amazonaws.${search.region}.execute-api --subnet-ids … --security-group-ids …`;
  const endpoint = endpointOf(seen);
  if (!endpoint) {
    const others = endpoints.filter(
      (one) => one.VpcId === vpc.VpcId || isForApis(one, search.region),
    );
    return fail(
      others.length === 0
        ? `VPC ${vpc.VpcId} has no endpoint for execute-api.`
        : `No endpoint is an interface endpoint for execute-api in VPC ${vpc.VpcId}.`,
      `Create one: ${create}`,
      vpcEvidence,
      endpointEvidence(others),
    );
  }
  const { VpcEndpointId: id = '', SubnetIds = [], State } = endpoint;
  const evidence = endpointEvidence([endpoint]);
  if (SubnetIds.length === 0)
    return fail(
      `Endpoint ${id} lies in no subnet, so it has no address.`,
      `Give it some: aws ec2 modify-vpc-endpoint --vpc-endpoint-id ${id} --add-subnet-ids …`,
      vpcEvidence,
      evidence,
    );
  return stateOf(endpoint) === 'available'
    ? pass(`Endpoint ${id} leads from VPC ${vpc.VpcId} to private APIs.`, vpcEvidence, evidence)
    : pending(
        `Endpoint ${id} is not available yet (${State ?? 'no state'}).`,
        'AWS takes a minute or two to make one. Verify again then.',
        vpcEvidence,
        evidence,
      );
}

interface Way {
  readonly api: FoundApi;
  readonly endpoint: VpcEndpoint;
  readonly way: { readonly endpointId: string; readonly vpcId: string };
  readonly calls: Extract<PrivateCalls, { ask: unknown }>;
}

/** The way through the endpoint and what decides over it, or why there is nothing to judge yet. */
function wayOf(seen: InternalSeen): { readonly finding: Finding } | (Way & { finding?: never }) {
  const { search, vpc, account } = seen;
  const { api, region } = search;
  const endpoint = endpointOf(seen);
  if (!api)
    return {
      finding: dependsOn('serves-reports', `There is no REST API "${search.wantedName}" yet.`),
    };
  if (!vpc || !endpoint)
    return { finding: dependsOn('endpoint', 'There is no endpoint for execute-api yet.') };
  const calls = privateCalls(api, { account, region }, REPORTS);
  if (calls.finding) return calls;
  const way = { endpointId: endpoint.VpcEndpointId ?? '', vpcId: vpc.VpcId };
  return { api, endpoint, way, calls };
}

const undecidable = (what: string, key: string, ...evidence: readonly Evidence[]): Finding =>
  blocked(
    'undecidable',
    `Whether ${what} depends on ${key}, of which nothing is known here.`,
    'Let aws:SourceVpce or aws:SourceVpc decide, then verify again.',
    ...evidence,
  );

export function judgeEndpointOpen(seen: InternalSeen): Finding {
  const found = wayOf(seen);
  if (found.finding) return found.finding;
  const { endpoint, way, calls } = found;
  const groups = (endpoint.Groups ?? []).flatMap(
    ({ GroupId = '' }) => seen.securityGroups[GroupId] ?? [],
  );
  const { ranges, groups: members, prefixLists } = peersAtPort(groups, 443);
  const evidence = securityGroupsEvidence(groups);
  const places = seen.subnets.filter(({ VpcId }) => VpcId === way.vpcId);
  // Whoever calls lies in a subnet.
  const shut = places.flatMap(({ CidrBlock = '' }) => uncovered(ranges, CidrBlock));
  if (shut.length > 0 && prefixLists.length > 0)
    return undecidable(`${shut[0] ?? ''} reaches the endpoint`, prefixLists.join(', '), evidence);
  if (shut.length > 0)
    return fail(
      `The endpoint's security groups do not take HTTPS from ${shut.join(', ')}${members.length > 0 ? `, only from members of ${members.join(', ')}` : ''}.`,
      `Let port 443 in from the whole VPC: aws ec2 authorize-security-group-ingress --group-id ${groups[0]?.GroupId ?? '…'} --protocol tcp --port 443 --cidr ${seen.vpc?.CidrBlock ?? '…'}`,
      evidence,
    );
  const policyEvidence = {
    call: endpointsCall,
    fields: { id: way.endpointId, policyDocument: endpoint.PolicyDocument },
  };
  const decision = calls.askEndpoint(way, endpoint.PolicyDocument);
  if (decision.outcome === 'undecidable')
    return undecidable('the endpoint lets the call pass', decision.key, policyEvidence);
  return decision.outcome === 'allowed'
    ? pass('The endpoint takes HTTPS from the whole VPC.', evidence, policyEvidence)
    : fail(
        `The policy of endpoint ${way.endpointId} itself does not let GET /reports pass.`,
        `Set it back to full access: aws ec2 modify-vpc-endpoint --vpc-endpoint-id ${way.endpointId} --reset-policy`,
        policyEvidence,
      );
}

export function judgeEndpointAllowed(seen: InternalSeen): Finding {
  const found = wayOf(seen);
  if (found.finding) return found.finding;
  const { api, way, calls } = found;
  const evidence = resourcePolicyEvidence(api);
  const decision = calls.ask(way);
  if (decision.outcome === 'undecidable')
    return undecidable('the endpoint is let in', decision.key, evidence);
  if (decision.outcome === 'allowed')
    return pass(`Calls through ${way.endpointId} are let in.`, evidence);
  return fail(
    api.policy === undefined || api.policy === ''
      ? `API ${api.id} has no resource policy. A private API without one lets nobody in.`
      : decision.how === 'explicit'
        ? `Statement ${decision.by.index + 1} of the resource policy denies calls through ${way.endpointId}.`
        : `No statement of the resource policy allows calls through ${way.endpointId}.`,
    `Allow execute-api:Invoke with the condition {"StringEquals":{"aws:SourceVpce":"${way.endpointId}"}}: aws apigateway update-rest-api --rest-api-id ${api.id} --patch-operations file://patch.json (op replace, path /policy), then ${deployCommand(api.id, REPORTS.stageName)}`,
    evidence,
  );
}

/** Nobody's. */
const STRANGER = { endpointId: 'vpce-00000000000000000', vpcId: 'vpc-00000000000000000' };

export function judgeOthers(seen: InternalSeen): Finding {
  const found = wayOf(seen);
  if (found.finding) return found.finding;
  const { api, way, calls } = found;
  const { endpoints, vpcs } = calls.named;
  const evidence = resourcePolicyEvidence(api);
  if (calls.ask(way).outcome === 'denied')
    return dependsOn('endpoint-allowed', 'Nobody is let in yet.');
  const others = [
    STRANGER,
    ...endpoints
      .filter((one) => one !== way.endpointId)
      .map((endpointId) => ({ ...STRANGER, endpointId })),
    ...vpcs.filter((one) => one !== way.vpcId).map((vpcId) => ({ ...STRANGER, vpcId })),
  ].map((one) => ({ one, decision: calls.ask(one) }));
  const open = others.find(({ decision }) => decision.outcome === 'allowed');
  if (open)
    return fail(
      open.one === STRANGER
        ? 'The resource policy lets in any endpoint of any VPC, also those of other accounts.'
        : `The resource policy also lets in ${open.one.endpointId === STRANGER.endpointId ? open.one.vpcId : open.one.endpointId}.`,
      `Allow ${way.endpointId} or ${way.vpcId} alone, or deny everything else with StringNotEquals; then ${deployCommand(api.id, REPORTS.stageName)}`,
      evidence,
    );
  for (const { decision } of others)
    if (decision.outcome === 'undecidable')
      return undecidable('others are let in', decision.key, evidence);
  return pass(`Only ${way.endpointId} or its VPC is let in.`, evidence);
}

export const judgeInside = (seen: InternalSeen): Finding =>
  firstObstacle(seen, {
    'serves-reports': (all) => judgeOpenMethod(all, REPORTS),
    private: judgePrivate,
    endpoint: judgeEndpoint,
    'endpoint-open': judgeEndpointOpen,
    'endpoint-allowed': judgeEndpointAllowed,
    'others-refused': judgeOthers,
  }) ?? pass('The way through the endpoint is built.');

export async function probeInside(port: ProbePort, seen: InternalSeen): Promise<Finding> {
  const found = wayOf(seen);
  if (found.finding) return found.finding;
  const request = {
    apiId: found.api.id,
    stage: REPORTS.stageName,
    method: REPORTS.method,
    path: REPORTS.path,
  };
  const calls = [
    { request: { ...request, through: found.way }, status: 200, from: 'Through the endpoint' },
    { request: { ...request, through: STRANGER }, status: 403, from: 'Through another endpoint' },
    { request, status: 403, from: 'From the internet' },
  ] as const;
  const answers = await Promise.all(
    calls.map(async (call) => ({ ...call, answer: await port.send(call.request) })),
  );
  const evidence = answers.map(({ request: sent, answer }) => probeEvidence(sent, answer));
  const wrong = answers.find(({ answer, status }) => answer.status !== status);
  return wrong
    ? fail(
        `${wrong.from}, GET /reports got ${wrong.answer.status}; ${wrong.status} is wanted.`,
        `Settings and answers differ: what prod serves was deployed before. ${deployCommand(request.apiId, REPORTS.stageName)}`,
        ...evidence,
      )
    : pass('Only the call through the endpoint got the reports.', ...evidence);
}
