import type { Answer, BackendRequest } from './context.ts';

/** A call of an AWS service by an integration. */
export interface ServiceCall {
  /** Account of the API. */
  readonly account: string;
  /** Region that the integration's URI names. */
  readonly region: string;
  /** As URIs spell it, such as `dynamodb` or `sqs`. */
  readonly service: string;
  /** The API action, or undefined where `path` says what is wanted. */
  readonly action: string | undefined;
  /** Below the service's address, with its leading slash. */
  readonly path: string;
  readonly request: BackendRequest;
  /** The role that API Gateway takes on. */
  readonly role: string;
}

/** How the call ended; an error of the service is an answer. */
export type ServiceOutcome =
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** The sandbox has no such service. */
  | { readonly kind: 'no-service' }
  /** The role is not there, or does not trust API Gateway. */
  | { readonly kind: 'denied'; readonly detail: string };

/** Calls AWS services; rejects only for faults of the sandbox. */
export type CallService = (call: ServiceCall) => Promise<ServiceOutcome>;
