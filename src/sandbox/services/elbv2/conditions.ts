import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import { isWithin, matchesPattern, patternOf, rangeOf } from '#policy';

/** A request as a load balancer sees it. */
export interface BalancedRequest {
  readonly method: string;
  readonly isTls: boolean;
  readonly host: string;
  /** Without the query string. */
  readonly path: string;
  readonly query: ReadonlyMap<string, readonly string[]>;
  readonly headers: Headers;
  readonly sourceIp: string;
}

const fits = (pattern: string | undefined, text: string) =>
  pattern !== undefined && matchesPattern(patternOf(pattern), text);
const fitsAnyCase = (pattern: string | undefined, text: string) =>
  fits(pattern?.toLowerCase(), text.toLowerCase());

/** Source: docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html */
export function holds(condition: RuleCondition, request: BalancedRequest): boolean {
  const plain = condition.Values ?? [];
  switch (condition.Field) {
    case 'path-pattern':
      return [...plain, ...(condition.PathPatternConfig?.Values ?? [])].some((one) =>
        fits(one, request.path),
      );
    case 'host-header':
      return [...plain, ...(condition.HostHeaderConfig?.Values ?? [])].some((one) =>
        fitsAnyCase(one, request.host),
      );
    case 'http-request-method':
      return (condition.HttpRequestMethodConfig?.Values ?? []).includes(request.method);
    case 'http-header': {
      const { HttpHeaderName = '', Values = [] } = condition.HttpHeaderConfig ?? {};
      const value = request.headers.get(HttpHeaderName);
      return value !== null && Values.some((one) => fitsAnyCase(one, value));
    }
    case 'query-string':
      return (condition.QueryStringConfig?.Values ?? []).some(({ Key, Value }) =>
        [...request.query].some(
          ([name, values]) =>
            (Key === undefined || fitsAnyCase(Key, name)) &&
            values.some((value) => fitsAnyCase(Value, value)),
        ),
      );
    case 'source-ip':
      return (condition.SourceIpConfig?.Values ?? []).some((block) => {
        const range = rangeOf(block);
        return range !== undefined && isWithin(request.sourceIp, range) === true;
      });
    case undefined:
    default:
      return false;
  }
}
