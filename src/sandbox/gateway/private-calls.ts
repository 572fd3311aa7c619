import type { Answer, BackendRequest, TraceValues } from './context.ts';

/** A call through a VPC link to what stands behind a load balancer. */
export interface PrivateCall {
  /** Account and Region of the API: the link is looked up there. */
  readonly account: string;
  readonly region: string;
  /** Id of the VPC link, of either version. */
  readonly linkId: string;
  /**
   * The listener that is called: an HTTP API's integration URI, a REST API's `integrationTarget`.
   * Without it the link leads to one network load balancer, and the port of the request's URI decides.
   */
  readonly listenerArn: string | undefined;
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
