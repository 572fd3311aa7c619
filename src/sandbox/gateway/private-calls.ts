import type { Answer, BackendRequest, TraceValues } from './context.ts';

/** A call through a VPC link to what stands behind a load balancer. */
export interface PrivateCall {
  /** Account and Region of the API: the link is looked up there. */
  readonly account: string;
  readonly region: string;
  /** Id of the VPC link, of either version. */
  readonly linkId: string;
  /**
   * ARN of what is called: the listener that an HTTP API's integration URI names, the listener or load
   * balancer that a REST API's `integrationTarget` names. Of a load balancer, and without a target of
   * the one network load balancer that the link leads to, the port of the request's URI names the listener.
   */
  readonly target: string | undefined;
  /** Its `uri` is an HTTP address: host and path are what the backend sees. */
  readonly request: BackendRequest;
}

/** How the call ended. */
export type PrivateOutcome =
  | {
      readonly kind: 'answer';
      readonly answer: Answer;
      /** One sentence for the trace. */
      readonly reason: string;
      readonly values: TraceValues;
    }
  /** The link or what it leads to cannot be used as it stands: on AWS a failure of the gateway. */
  | { readonly kind: 'misconfigured'; readonly detail: string }
  /** Nobody took the connection. */
  | { readonly kind: 'unreachable'; readonly detail: string }
  /** A security group swallowed it. AWS waits for the integration's time; the sandbox tells at once. */
  | { readonly kind: 'timeout'; readonly detail: string };

/** Calls backends behind load balancers. */
export type CallPrivate = (call: PrivateCall) => PrivateOutcome;
