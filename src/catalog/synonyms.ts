/** Words learners type, and what our texts call it. Each group is searched as one; keep them lower case. */
export const SYNONYMS: readonly (readonly string[])[] = [
  ['throttling', 'throttle', 'rate limit', 'rate limiting', 'too many requests', '429'],
  ['usage plan', 'tier', 'tiers', 'subscription plan'],
  ['api key', 'x-api-key', 'apikey'],
  ['api gateway', 'apigw', 'apigateway', 'agw'],
  ['deployment', 'deploy', 'publish', 'release'],
  ['stage', 'environment'],
  ['mock integration', 'mock', 'stub', 'no backend', 'without a backend'],
  ['authorizer', 'authoriser', 'authorization', 'authentication', 'auth', 'login'],
  ['cognito', 'user pool', 'sign in', 'sign up'],
  ['jwt', 'bearer token', 'oidc', 'oauth'],
  ['iam', 'sigv4', 'signed requests'],
  ['dynamodb', 'ddb'],
  ['cors', 'preflight', 'cross origin', 'cross-origin'],
  ['caching', 'cache', 'ttl'],
  ['websocket', 'realtime', 'real-time', 'chat', 'push'],
  ['private', 'vpc', 'vpc endpoint', 'privatelink'],
  ['vpc link', 'nlb', 'alb', 'load balancer'],
  ['custom domain', 'domain name', 'certificate', 'acm', 'tls'],
  ['mapping template', 'vtl', 'velocity', 'transform'],
  ['validation', 'validate', 'validator', 'model', 'json schema'],
  ['waf', 'web acl', 'ip filter', 'firewall'],
  ['logs', 'logging', 'cloudwatch', 'metrics', 'monitoring'],
  ['timeout', 'time-out', '504'],
  ['price', 'pricing', 'cost', 'cheap', 'cheapest'],
  ['forbidden', '403', 'missing authentication token'],
  ['http api', 'v2', 'apigatewayv2'],
  ['rest api', 'v1'],
  ['quota', 'daily limit', 'monthly limit', 'limit'],
];

/** Whole-word search in lower-case text. */
const mentions = (text: string, word: string) =>
  new RegExp(
    `(?<![a-z0-9])${word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?![a-z0-9])`,
  ).test(text);

/** What else the words of a query are called; empty when no group knows them. */
export function synonymsOf(query: string): string[] {
  const text = query.toLowerCase();
  return SYNONYMS.flatMap((group) => {
    const named = group.filter((word) => mentions(text, word));
    return named.length === 0 ? [] : group.filter((word) => !named.includes(word));
  });
}
