import type { Clock, Random } from '#core';
import type { DomainNameRecord } from '../services/apigateway/state.ts';
import type { FoundDomain } from '../state.ts';
import { passed, refused, type Verdict } from './context.ts';
import { failure } from './failures.ts';
import { createNotes } from './notes.ts';
import type { Trace } from './records.ts';
import { requestId } from './request-ids.ts';
import { decode, splitTarget, type InvokeTarget } from './target.ts';

/** How the empty base path is written. */
const NONE = '(none)';

/** The step's name in traces. */
export const DOMAIN_STEP = 'resolve-domain';

/**
 * Where a domain name's mappings send a request: the mapping with the most segments that begin the path
 * wins, the empty one takes the rest. Routes of the API play no part. A mapping without a stage leaves
 * the next segment to name one.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html; that segments are
 * compared whole is assumed
 * @param name the name the client used: one of many, where the domain is a wildcard
 * @param url the request's URL, absolute
 * @returns undefined when no mapping begins the path
 */
export function mappedTarget(
  { domain, basePathMappings }: DomainNameRecord,
  name: string,
  url: string,
): InvokeTarget | undefined {
  // Routing rules are not built: where they alone count, nothing leads anywhere.
  if (domain.routingMode === 'ROUTING_RULE_ONLY') return undefined;
  const { rest } = splitTarget(url);
  const [, whole = '/', query = ''] = /^([^?]*)(\?.*)?$/.exec(rest) ?? [];
  const segments = whole.slice(1).split('/').map(decode);
  const [mapping] = Object.values(basePathMappings)
    .map((one) => ({ ...one, key: one.basePath === NONE ? [] : one.basePath.split('/') }))
    .filter(({ key }) => key.every((segment, index) => segment === segments[index]))
    .sort((one, other) => other.key.length - one.key.length);
  if (!mapping) return undefined;
  const stage = mapping.stage ?? segments[mapping.key.length] ?? '';
  const taken = mapping.key.length + (mapping.stage === undefined ? 1 : 0);
  const raw = whole.slice(1).split('/');
  const prefix = raw
    .slice(0, taken)
    .map((segment) => `/${segment}`)
    .join('');
  const path = `/${raw.slice(taken).join('/')}${query}`;
  return {
    apiId: mapping.restApiId,
    stage,
    path,
    whole: rest,
    mapping: { domainName: name, stage, prefix: prefix === '/' ? '' : prefix, path },
  };
}

/** What the trace says first of a request that came by a custom domain name. */
export const domainVerdict = ({ mapping, apiId }: InvokeTarget): Verdict | undefined =>
  mapping &&
  passed(
    `${mapping.domainName}${mapping.prefix} leads to stage ${mapping.stage} of API ${apiId}; the path below it is ${mapping.path.replace(/\?.*$/s, '')}.`,
    { domainName: mapping.domainName, stage: mapping.stage },
  );

/**
 * A request that no mapping takes reaches no API, so no gateway response of one shapes the answer
 * (assumed from reports: {"message":"Forbidden"}).
 */
export const unmappedAnswer = (): Response =>
  Response.json(
    { message: 'Forbidden' },
    { status: 403, headers: { 'x-amzn-errortype': 'ForbiddenException' } },
  );

/** The trace of a request that no mapping takes. */
export function unmappedTrace(
  { clock, random }: { readonly clock: Clock; readonly random: Random },
  { record }: FoundDomain,
  name: string,
  { method, url }: { readonly method: string; readonly url: string },
): Trace {
  const path = splitTarget(url).rest.replace(/\?.*$/s, '');
  const keys = Object.keys(record.basePathMappings);
  const known = keys.length === 0 ? 'It has none.' : `It has: ${keys.join(', ')}.`;
  const reason =
    record.domain.routingMode === 'ROUTING_RULE_ONLY'
      ? `${name} asks its routing rules only, so no mapping counts. The local sandbox has no routing rules.`
      : `No mapping of ${name} begins the path ${path}. ${known}`;
  const notes = createNotes(clock);
  notes.add(
    DOMAIN_STEP,
    refused(failure('DEFAULT_4XX', { status: 403 }), reason, { domainName: name, path }),
  );
  return {
    requestId: requestId(random),
    apiId: '',
    apiName: null,
    stage: '',
    method,
    path,
    route: null,
    status: 403,
    receivedAt: clock.now(),
    latencyMs: 0,
    steps: notes.steps,
  };
}
