import type { RateBasedStatement, Statement } from '@aws-sdk/client-wafv2';
import { isWithin, rangeOf } from '#policy';
import { own } from '../records.ts';
import type { RateCounters } from './rate-counters.ts';
import type { WafV2State } from './state.ts';

/** A request as WAF sees it. */
export interface InspectedRequest {
  readonly sourceIp: string;
  /** Two letters; `XX` where nobody knows. */
  readonly country: string;
  readonly headers: Headers;
}

/** What a statement is asked with. */
export interface Inspection {
  readonly state: WafV2State;
  readonly request: InspectedRequest;
  readonly counters: RateCounters;
  /** Of the rule: counts belong to it. */
  readonly ruleKey: string;
  /** Hears of statements that the sandbox stores and cannot ask. */
  readonly unasked: (kind: string) => void;
}

interface Forwarded {
  readonly HeaderName?: string | undefined;
  readonly FallbackBehavior?: string | undefined;
}

/** The address that counts; a header without one decides by its fallback. */
function addressOf(
  { sourceIp, headers }: InspectedRequest,
  config: Forwarded | undefined,
): { readonly address: string } | { readonly decided: boolean } {
  if (!config) return { address: sourceIp };
  const first = headers
    .get(config.HeaderName ?? '')
    ?.split(',')[0]
    ?.trim();
  if (first !== undefined && rangeOf(first)) return { address: first };
  return { decided: config.FallbackBehavior === 'MATCH' };
}

function inSet({ state, request }: Inspection, statement: Statement): boolean {
  const { ARN = '', IPSetForwardedIPConfig } = statement.IPSetReferenceStatement ?? {};
  const origin = addressOf(request, IPSetForwardedIPConfig);
  if ('decided' in origin) return origin.decided;
  return (own(state.ipSets, ARN)?.set.Addresses ?? []).some((block) => {
    const range = rangeOf(block);
    return range !== undefined && isWithin(origin.address, range) === true;
  });
}

const DEFAULT_WINDOW_SECONDS = 300;

/**
 * Counts the request and tells whether its key is over the limit.
 * Source: docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html
 */
function overRate(inspection: Inspection, statement: RateBasedStatement): boolean {
  const { request, counters, ruleKey, unasked } = inspection;
  const { Limit = 0, AggregateKeyType, EvaluationWindowSec, ForwardedIPConfig } = statement;
  const scope = statement.ScopeDownStatement;
  if (scope && !matches(inspection, scope)) return false;
  if (AggregateKeyType === 'CUSTOM_KEYS') {
    unasked('rate-based statements with custom keys');
    return false;
  }
  const origin = addressOf(
    request,
    AggregateKeyType === 'FORWARDED_IP' ? ForwardedIPConfig : undefined,
  );
  if ('decided' in origin) return origin.decided;
  const key = AggregateKeyType === 'CONSTANT' ? 'all' : origin.address;
  const seconds = EvaluationWindowSec ?? DEFAULT_WINDOW_SECONDS;
  return counters.count(`${ruleKey}/${key}`, seconds) > Limit;
}

/** Whether the request fits the statement. */
export function matches(inspection: Inspection, statement: Statement): boolean {
  const { request, unasked } = inspection;
  if (statement.IPSetReferenceStatement) return inSet(inspection, statement);
  if (statement.GeoMatchStatement)
    return (statement.GeoMatchStatement.CountryCodes ?? []).some(
      (code) => code === request.country,
    );
  if (statement.RateBasedStatement) return overRate(inspection, statement.RateBasedStatement);
  if (statement.AndStatement)
    return (statement.AndStatement.Statements ?? []).every((one) => matches(inspection, one));
  if (statement.OrStatement)
    return (statement.OrStatement.Statements ?? []).some((one) => matches(inspection, one));
  const inner = statement.NotStatement?.Statement;
  if (inner) return !matches(inspection, inner);
  const managed = statement.ManagedRuleGroupStatement;
  unasked(managed ? `rule group ${managed.Name ?? ''}` : (Object.keys(statement)[0] ?? 'nothing'));
  return false;
}
