import type { BasePathMapping, DomainName } from '@aws-sdk/client-api-gateway';
import { commandLine } from './aws-reader.ts';
import type { GatherTools } from './define.ts';
import { probeEvidence, type ProbePort } from './probe.ts';
import type { ApiSearch } from './rest-api.ts';
import { dependsOn, fail, pass, pending, type Evidence, type Finding } from './verdict.ts';

/** A custom domain name with what it leads to. */
export interface MappedDomain {
  readonly name: string;
  readonly domain: DomainName;
  /** What v1 shows of them, those that v2 made included. */
  readonly mappings: readonly BasePathMapping[];
}

/** Reads every custom domain name of the Region, then the mappings of all at once. */
export async function readDomains({ aws }: GatherTools): Promise<readonly MappedDomain[]> {
  const { items = [] } = await aws.apigateway.getDomainNames();
  return Promise.all(
    items.flatMap((domain) => {
      const { domainName: name } = domain;
      return name === undefined
        ? []
        : [
            aws.apigateway
              .getBasePathMappings({ domainName: name })
              .then(({ items: mappings = [] }) => ({ name, domain, mappings })),
          ];
    }),
  );
}

/** What a lab wants of its custom domain name. */
export interface DomainPlan {
  readonly endpointType: 'REGIONAL' | 'EDGE';
  /** The name that the lab proposes; any other is as good. */
  readonly proposed: string;
  readonly stageName: string;
  /** The base path that leads to the stage; absent, any will do. */
  readonly basePath?: string;
}

/** What the judges of a custom domain name look at. */
export interface DomainSeen {
  readonly search: ApiSearch;
  readonly domains: readonly MappedDomain[];
}

/** How the empty base path is written. */
const NONE = '(none)';
const typeOf = ({ domain }: MappedDomain) => domain.endpointConfiguration?.types?.[0];

/** Whether mappings count at all. */
const readsMappings = ({ domain }: MappedDomain) => domain.routingMode !== 'ROUTING_RULE_ONLY';

const isWanted = (
  { restApiId, stage, basePath }: BasePathMapping,
  apiId: string | undefined,
  plan: DomainPlan,
) =>
  restApiId === apiId &&
  stage === plan.stageName &&
  (plan.basePath === undefined || (basePath ?? NONE) === plan.basePath);

/**
 * The domain name to look at: learners choose their own, so it is known by what it does. One that leads
 * to the lab's API as wanted comes first, then one that leads to it at all, then the proposed name.
 */
export function chosenDomain(
  { search, domains }: DomainSeen,
  plan: DomainPlan,
): MappedDomain | undefined {
  const rank = (one: MappedDomain) => {
    const own = one.mappings.filter(({ restApiId }) => restApiId === search.api?.id);
    const leads = own.some((mapping) => isWanted(mapping, search.api?.id, plan));
    return [
      leads && readsMappings(one) && typeOf(one) === plan.endpointType,
      leads,
      own.length > 0,
      one.name === plan.proposed,
      typeOf(one) === plan.endpointType,
    ]
      .map(Number)
      .join('');
  };
  return domains.toSorted((one, other) => rank(other).localeCompare(rank(one)))[0];
}

const domainEvidence = (domains: readonly MappedDomain[], chosen?: MappedDomain): Evidence => ({
  call: 'aws apigateway get-domain-names',
  fields: chosen
    ? {
        domainName: chosen.name,
        endpointType: typeOf(chosen),
        domainNameStatus: chosen.domain.domainNameStatus,
        securityPolicy: chosen.domain.securityPolicy,
        routingMode: chosen.domain.routingMode,
      }
    : { domainNames: domains.map(({ name }) => name) },
});

const WORDS = {
  REGIONAL: {
    kind: 'a Regional',
    option: '--regional-certificate-arn',
    wait: 'A Regional name takes some minutes. Verify again then.',
    region: (region: string) => region,
  },
  EDGE: {
    kind: 'an edge-optimized',
    option: '--certificate-arn',
    wait: 'An edge-optimized name takes up to 40 minutes, until its distribution is everywhere. Verify again then.',
    // CloudFront takes its certificates from one Region only.
    region: () => 'us-east-1',
  },
} as const;

/** Judges that there is a custom domain name of the wanted type. Its certificate fits, or AWS had refused the name. */
export function judgeDomain(seen: DomainSeen, plan: DomainPlan): Finding {
  const { kind, option, wait, region } = WORDS[plan.endpointType];
  const chosen = chosenDomain(seen, plan);
  const create = `aws apigateway create-domain-name --domain-name ${plan.proposed} --endpoint-configuration types=${plan.endpointType} ${option} <certificate in ${region(seen.search.region)}>`;
  if (!chosen) {
    return fail(
      `There is no custom domain name in ${seen.search.region}.`,
      `Request a certificate in ACM, then create the name: ${create}`,
      domainEvidence(seen.domains),
    );
  }
  const evidence = domainEvidence(seen.domains, chosen);
  const { domainNameStatus: status } = chosen.domain;
  if (typeOf(chosen) !== plan.endpointType) {
    return fail(
      `${chosen.name} has the endpoint type ${typeOf(chosen) ?? 'unknown'}.`,
      `The wanted type is ${plan.endpointType}: ${create}`,
      evidence,
    );
  }
  return status === undefined || status === 'AVAILABLE'
    ? pass(`${chosen.name} is ${kind} custom domain name.`, evidence)
    : pending(`${chosen.name} is not ready yet (${status}).`, wait, evidence);
}

/** `TLS_1_2`, and all enhanced policies, which begin at TLS 1.2 too. */
const SINCE_TLS_1_2 = /^(TLS_1_2|SecurityPolicy_.+)$/;

/** Judges that no client gets in with less than TLS 1.2. @param objectiveId the objective that asks for the domain */
export function judgeTls(seen: DomainSeen, plan: DomainPlan, objectiveId: string): Finding {
  const chosen = chosenDomain(seen, plan);
  if (!chosen) return dependsOn(objectiveId, 'There is no custom domain name yet.');
  const { securityPolicy = 'none' } = chosen.domain;
  const evidence = domainEvidence(seen.domains, chosen);
  return SINCE_TLS_1_2.test(securityPolicy)
    ? pass(`${chosen.name} has the security policy ${securityPolicy}.`, evidence)
    : fail(
        `${chosen.name} has the security policy ${securityPolicy}.`,
        `Ask for more: aws apigateway update-domain-name --domain-name ${chosen.name} --patch-operations op=replace,path=/securityPolicy,value=TLS_1_2`,
        evidence,
      );
}

/** Judges that the domain name leads to the stage. @param objectiveId the objective that asks for the domain */
export function judgeMapping(seen: DomainSeen, plan: DomainPlan, objectiveId: string): Finding {
  const { api, wantedName } = seen.search;
  const chosen = chosenDomain(seen, plan);
  if (!chosen || !api) return dependsOn(objectiveId, 'There is no custom domain name yet.');
  const shown = chosen.mappings.map(({ basePath, restApiId, stage }) => ({
    basePath,
    restApiId,
    stage,
  }));
  const evidence = [
    domainEvidence(seen.domains, chosen),
    {
      call: commandLine({
        service: 'apigateway',
        operation: 'GetBasePathMappings',
        input: { domainName: chosen.name },
      }),
      fields: { items: shown },
    },
  ];
  if (!readsMappings(chosen)) {
    return fail(
      `${chosen.name} asks its routing rules only: none of its mappings counts.`,
      `Let it read them: aws apigatewayv2 update-domain-name --domain-name ${chosen.name} --routing-mode API_MAPPING_ONLY`,
      ...evidence,
    );
  }
  const wanted = chosen.mappings.find((mapping) => isWanted(mapping, api.id, plan));
  const words = (basePath = NONE) => (basePath === NONE ? 'the empty path' : `/${basePath}`);
  if (wanted) {
    return pass(
      `${words(wanted.basePath)} of ${chosen.name} leads to stage "${plan.stageName}" of ${wantedName}.`,
      ...evidence,
    );
  }
  const known = shown.map(
    ({ basePath, restApiId, stage }) =>
      `${words(basePath)} leads to ${restApiId === api.id ? wantedName : `API ${restApiId ?? ''}`}, ${stage === undefined ? 'and its callers name the stage' : `stage "${stage}"`}`,
  );
  return fail(
    known.length === 0
      ? `${chosen.name} has no mapping, so it answers everything with 403.`
      : `${chosen.name} has other mappings: ${known.join('; ')}.`,
    `Map it: aws apigateway create-base-path-mapping --domain-name ${chosen.name} --base-path ${plan.basePath ?? NONE} --rest-api-id ${api.id} --stage ${plan.stageName}`,
    ...evidence,
  );
}

/**
 * Calls the method by the custom domain name, at AWS's own address for it: a DNS record is not needed.
 * @param path the method's path in the API
 */
export async function probeByDomain(
  port: ProbePort,
  seen: DomainSeen,
  plan: DomainPlan,
  path: string,
): Promise<Finding> {
  const chosen = chosenDomain(seen, plan);
  const mapping = chosen?.mappings.find((one) => isWanted(one, seen.search.api?.id, plan));
  if (!chosen || !mapping) throw new Error('A probe runs only after its judge has passed.');
  const { basePath = NONE } = mapping;
  const request = {
    apiId: seen.search.api?.id ?? '',
    stage: plan.stageName,
    domain: chosen.name,
    method: 'GET',
    path: basePath === NONE ? path : `/${basePath}${path}`,
  } as const;
  const answer = await port.send(request);
  const evidence = probeEvidence(request, answer);
  const place = `https://${chosen.name}${request.path}`;
  return answer.status === 200
    ? pass(`GET ${place} answered 200.`, evidence)
    : fail(
        `GET ${place} answered ${answer.status}: ${answer.body.slice(0, 200)}`,
        answer.status === 403
          ? '"Forbidden" comes from the domain name, whose mappings took no notice of the path; "Missing Authentication Token" comes from the API, which has no such method there. Look at what is left of the path behind the mapping.'
          : 'The request reached the API. Find out what the stage serves, mend it and deploy again.',
        evidence,
      );
}
