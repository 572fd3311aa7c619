import {
  apiPolicy,
  decide,
  executeApiArn,
  invokeRequest,
  matchesPattern,
  patternOf,
  type ApiCall,
  type Decision,
  type NamedPolicy,
  type PolicyStack,
} from '#policy';
import type { MethodPlace } from './deployed-method.ts';
import { resourcePolicyEvidence, resourcePolicyOf, unreadablePolicy } from './resource-policy.ts';
import type { FoundApi } from './rest-api.ts';
import { stackOfRole, type FoundRole } from './roles.ts';
import type { Evidence, Finding } from './verdict.ts';

/** What decides over a signed call: the role's policies and the API's, as it is edited now. */
export type SignedCaller =
  | { readonly finding: Finding }
  | {
      readonly finding?: never;
      /** What a call on an `execute-api` ARN gets. */
      readonly ask: (arn: string) => Decision;
      /** ARN of the method that the lab speaks of. */
      readonly wantedArn: string;
      /** Resources that some allow names, as far as they are in this Region and account. */
      readonly namedArns: readonly string[];
      readonly evidence: readonly Evidence[];
    };

/** What depends on the single call, so that nothing is known of it. */
const OF_THE_CALL = ['aws:sourceip', 'aws:useragent', 'aws:referer'];

const allowedResources = (policies: readonly NamedPolicy[] = []): readonly string[] =>
  policies.flatMap(({ policy }) =>
    policy.statements.flatMap(({ effect, resources }) =>
      effect === 'Allow' && resources && !resources.not ? resources.list : [],
    ),
  );

/**
 * The part of a pattern behind Region and account, if it can lie there.
 * @example `arn:aws:execute-api:*:*:a1b2/prod/*` → `a1b2/prod/*`
 */
function behindAccount(pattern: string, { region, account }: ApiCall): string | undefined {
  const [arn = '', partition = '', service = '', where = '', whose = '', ...rest] =
    pattern.split(':');
  const fits = (text: string, value: string) => matchesPattern(patternOf(text), value);
  return rest.length > 0 &&
    fits(arn, 'arn') &&
    fits(partition, 'aws') &&
    fits(service, 'execute-api') &&
    fits(where, region) &&
    fits(whose, account)
    ? rest.join(':')
    : undefined;
}

/** API, stage, method and path; what has fewer parts is no method's. */
const METHOD = /^[^/]+\/[^/]+\/[^/]+\//;

/** Methods that a pattern takes in: every star nothing, then every star something. */
const filled = (pattern: string): readonly string[] =>
  ['', 'x']
    .map((text) => pattern.replaceAll('*', text).replaceAll('?', 'x'))
    .filter((text) => METHOD.test(text));

/**
 * Reads what a role gets when it signs a call of an API of its own account: there its own policies and
 * the resource policy are alternatives, and a deny of either wins.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
export function signedCaller(
  role: FoundRole,
  api: FoundApi,
  { account, region }: { readonly account: string; readonly region: string },
  { stageName, method, path }: MethodPlace,
): SignedCaller {
  const own = stackOfRole(role);
  if (own.finding) return { finding: own.finding };
  const parsed = resourcePolicyOf(api);
  if (parsed && !parsed.ok) return { finding: unreadablePolicy(api, parsed) };
  const { principal } = own;
  const call: ApiCall = {
    region,
    account,
    apiId: api.id,
    stage: stageName,
    method,
    path,
    principal,
  };
  const resource = parsed && [apiPolicy(parsed.policy, call)];
  const stack: PolicyStack = { ...own.stack, ...(resource && { resource }) };
  const request = invokeRequest(call);
  const keys = new Map([...request.keys].filter(([key]) => !OF_THE_CALL.includes(key)));
  const place = `arn:aws:execute-api:${region}:${account}:`;
  return {
    ask: (arn) => decide(stack, { ...request, keys, resource: arn }, account),
    wantedArn: executeApiArn(call),
    namedArns: [...allowedResources(stack.identity), ...allowedResources(resource)].flatMap(
      (pattern) => {
        const rest = behindAccount(pattern, call);
        return rest === undefined ? [] : filled(rest).map((text) => `${place}${text}`);
      },
    ),
    evidence: [own.evidence, ...(parsed ? [resourcePolicyEvidence(api)] : [])],
  };
}

/**
 * What else the role may call, besides the method that it is meant for: asked of everything that some
 * allow names, of the neighbours of the method, and of the methods that the stage serves.
 * @param served methods by path, such as a deployment's `apiSummary`
 * @returns the first call that is allowed, or of which nothing can be told
 */
export function firstOtherCall(
  { ask, wantedArn, namedArns }: Extract<SignedCaller, { ask: unknown }>,
  served: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): { readonly arn: string; readonly decision: Decision } | undefined {
  const [start = '', stage = '', method = '', ...path] = wantedArn.split('/');
  const account = start.slice(0, start.lastIndexOf(':'));
  const behind = path.join('/');
  const neighbours = [
    `${start}/${stage}/POST/${behind}`,
    `${start}/${stage}/${method}/`,
    `${start}/${stage}/${method}/${behind}/x`,
    `${start}/x/${method}/${behind}`,
    `${account}:x/${stage}/${method}/${behind}`,
    `${account}:x/x/x/x`,
  ];
  const deployed = Object.entries(served).flatMap(([template, methods]) =>
    Object.keys(methods).map(
      (name) => `${start}/${stage}/${name === 'ANY' ? 'POST' : name}${template}`,
    ),
  );
  const others = [...deployed, ...neighbours, ...namedArns]
    .filter((arn) => arn !== wantedArn)
    .map((arn) => ({ arn, decision: ask(arn) }));
  return (
    others.find(({ decision }) => decision.outcome === 'allowed') ??
    others.find(({ decision }) => decision.outcome === 'undecidable')
  );
}
