import type { Rule } from '@aws-sdk/client-wafv2';
import type { Answer } from '../../gateway/context.ts';
import type { AskWebAcl, WebAclDecision } from '../../gateway/web-acls.ts';
import { own } from '../records.ts';
import type { RateCounters } from './rate-counters.ts';
import { matches, type Inspection } from './statements.ts';
import type { WafV2State, WebAcl } from './state.ts';

interface Deps {
  readonly wafState: (accountId: string, region: string) => WafV2State;
  readonly counters: RateCounters;
}

type Block = NonNullable<NonNullable<Rule['Action']>['Block']>;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  APPLICATION_JSON: 'application/json',
  TEXT_HTML: 'text/html',
  TEXT_PLAIN: 'text/plain',
};

/** Source: docs.aws.amazon.com/waf/latest/developerguide/customizing-the-response-for-blocked-requests.html */
function customAnswer(acl: WebAcl, { CustomResponse }: Block): Answer | undefined {
  if (!CustomResponse) return undefined;
  const { ResponseCode = 403, CustomResponseBodyKey, ResponseHeaders = [] } = CustomResponse;
  const custom = acl.CustomResponseBodies?.[CustomResponseBodyKey ?? ''];
  const headers = new Headers();
  if (custom) headers.set('content-type', CONTENT_TYPES[custom.ContentType ?? ''] ?? 'text/plain');
  for (const { Name = '', Value = '' } of ResponseHeaders) headers.set(Name, Value);
  return { status: ResponseCode, headers, body: custom?.Content ?? '' };
}

const noteOf = (kinds: ReadonlySet<string>): string =>
  kinds.size === 0 ? '' : ` The local sandbox stores and does not ask: ${[...kinds].join(', ')}.`;

function blocked(acl: WebAcl, block: Block, by: string, note: string): WebAclDecision {
  const answer = customAnswer(acl, block);
  return {
    action: 'block',
    reason: `Web ACL "${acl.Name}" blocks the request: ${by}.${note}`,
    ...(answer && { answer }),
  };
}

/** @returns how the data plane asks the web ACL of a stage: rules by priority, then the default action */
export function askForGateway({ wafState, counters }: Deps): AskWebAcl {
  return ({ account, region, webAclArn, request }) => {
    const state = wafState(account, region);
    const acl = own(state.webAcls, webAclArn)?.acl;
    if (!acl) return { action: 'allow', reason: `Web ACL ${webAclArn} is gone.` };
    const kinds = new Set<string>();
    const counted: string[] = [];
    for (const { Name = '', Statement: statement, Action } of acl.Rules ?? []) {
      const inspection: Inspection = {
        state,
        request,
        counters,
        ruleKey: `${account}/${webAclArn}/${Name}`,
        unasked: (kind) => kinds.add(kind),
      };
      if (!statement || !matches(inspection, statement)) continue;
      if (Action?.Block) return blocked(acl, Action.Block, `rule "${Name}" matches`, noteOf(kinds));
      if (Action?.Allow)
        return {
          action: 'allow',
          reason: `Web ACL "${acl.Name}" lets the request through: rule "${Name}" matches.${noteOf(kinds)}`,
        };
      counted.push(Name);
      if (Action && !Action.Count) kinds.add(`action ${Object.keys(Action)[0] ?? ''} of "${Name}"`);
    }
    const counts = counted.length === 0 ? '' : ` Counted by ${counted.join(', ')}.`;
    const note = `${counts}${noteOf(kinds)}`;
    if (acl.DefaultAction.Block)
      return blocked(
        acl,
        acl.DefaultAction.Block,
        'no rule decides, and the default is Block',
        note,
      );
    return {
      action: 'allow',
      reason: `Web ACL "${acl.Name}" lets the request through: no rule decides, and the default is Allow.${note}`,
    };
  };
}
