import { createSearch, groupHits, type SearchDocument } from '#catalog/search';
import { loadCatalog } from '#catalog/files';
import { createSearchIndex } from '../../src/app/use-cases/search.ts';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';

let search: ReturnType<typeof createSearch>;
let documents: readonly SearchDocument[];

beforeAll(async () => {
  const catalog = await loadCatalog(join(import.meta.dirname, '../..'));
  documents = await createSearchIndex(() => catalog).documents();
  search = createSearch(documents);
});

const top = (query: string) =>
  search
    .everything(query)
    .slice(0, 3)
    .map(({ document }) => document.url);

/** Words as learners type them, slips and synonyms included, and where they should lead. */
const QUERIES: readonly (readonly [string, RegExp])[] = [
  ['usage plans', /usage-plan/],
  ['usge plan', /usage-plan/],
  ['rate limit', /usage-plans/],
  ['throtling', /usage-plans|throttling/],
  ['too many requests', /usage-plans|429/],
  ['token bucket', /token-bucket/],
  ['x-api-key', /usage-plans|key/],
  ['api type', /api-types/],
  ['apigw types', /api-types/],
  ['websoket', /api-types\/websocket/],
  ['realtime chat', /websocket|realtime-chat/],
  ['mock', /stages-and-mock|mock/],
  ['stub backend', /stages-and-mock|mock/],
  ['deploymnt', /stages-and-mock|deployment/],
  ['rolback', /canary-releases|stages-and-mock/],
  ['canary', /canary-releases/],
  ['stage variables', /stage-variable/],
  ['Missing Authentication Token', /stages-and-mock#missing-authentication-token/],
  ['malformed proxy response', /reading-errors/],
  ['endpoint request timed out', /reading-errors|timeouts/],
  ['Internal server error', /reading-errors/],
  ['Forbidden', /order-and-refusals/],
  ['413', /reading-errors#400-413-415|quotas-and-payloads/],
  ['504', /timeouts-and-streaming/],
  ['jwt authorizer', /cognito-and-jwt#the-jwt-authorizer/],
  ['lambda authoriser', /lambda-authorizers/],
  ['cognito scopes', /cognito-and-jwt/],
  ['sigv4', /sigv4/],
  ['cross account', /iam-and-resource-policies/],
  ['mtls', /waf-mtls-and-private/],
  ['ip filter', /waf|ip-allow-list|resource-polic/],
  ['preflight', /cors-and-gateway-responses/],
  ['velocity', /mapping-templates/],
  ['binary media', /binary-media/],
  ['invalidate cache', /performance-and-cost\/caching/],
  ['private api', /private-apis/],
  ['nlb', /vpc-link/],
  ['us-east-1 certificate', /custom-domain/],
  ['cloudfront in front', /your-own-cloudfront/],
  ['dynamodb without lambda', /services-queue-and-table/],
  ['step functions', /services-files-and-workflows/],
  ['openapi import', /openapi-and-infrastructure-as-code/],
  ['price websocket', /what-it-costs/],
  ['x-ray', /metrics-logs-and-traces/],
  ['CreateDeployment', /handbook\/operations\/apigateway#:~:text=CreateDeployment$/],
  ['test-invoke-method', /text=TestInvokeMethod$/],
  ['connection id gone 410', /api-types\/websocket/],
];

describe('the search finds the right thing among the first three', () => {
  test.each(QUERIES)('%s', (query, wanted) => {
    expect(
      top(query).some((url) => wanted.test(url)),
      top(query).join('\n'),
    ).toBe(true);
  });
});

test('the index is at most 80 kB on the wire', () => {
  expect(brotliCompressSync(JSON.stringify(documents)).length).toBeLessThanOrEqual(80_000);
});

describe('the search', () => {
  test('answers an empty query with nothing', () => {
    expect(search.headings('  ')).toEqual([]);
    expect(search.everything('')).toEqual([]);
  });

  test('finds nothing for words that are nowhere', () => {
    expect(search.everything('zzzzqqqq')).toEqual([]);
  });

  test('takes any text as a query', () => {
    expect(() => search.everything('"(*[\\ ^$ |!=')).not.toThrow();
  });

  test('keeps in the second stage what the first put on top', () => {
    const [first] = search.headings('usage plans');
    expect(search.everything('usage plans')[0]?.document).toEqual(first?.document);
  });

  test('groups by kind, the best kind first', () => {
    const hits = search.everything('usage plans');
    const groups = groupHits(hits, 2);
    expect(groups[0]?.kind).toBe(hits[0]?.document.kind);
    expect(groups[0]?.hits[0]).toBe(hits[0]);
    expect(groups.every(({ hits }) => hits.length <= 2)).toBe(true);
  });
});
