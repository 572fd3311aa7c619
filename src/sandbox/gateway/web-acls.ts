import type { Answer } from './context.ts';

/** A request before a stage's web ACL. */
export interface WebAclCall {
  readonly account: string;
  readonly region: string;
  readonly webAclArn: string;
  readonly request: {
    readonly sourceIp: string;
    readonly country: string;
    readonly headers: Headers;
  };
}

export interface WebAclDecision {
  readonly action: 'allow' | 'block';
  /** One sentence or more, for the trace. */
  readonly reason: string;
  /** What a blocked client gets instead of the gateway's own answer. */
  readonly answer?: Answer;
}

/** Asks a web ACL; counts what its rate rules count. */
export type AskWebAcl = (call: WebAclCall) => WebAclDecision;
