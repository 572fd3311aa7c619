import type { FoundV2Api } from '../../state.ts';
import type {
  Deployment,
  DeploymentSnapshot,
  Integration,
  Route,
  Stage,
} from '../../services/apigatewayv2/state.ts';
import type {
  Answer,
  Authentication,
  BackendRequest,
  ClientRequest,
  Services,
  Verdict,
} from '../context.ts';
import type { ValueMap } from '../mapping/vtl/index.ts';
import type { HttpRouter } from './router.ts';

/** What the gateway answers when a step refuses. */
export interface HttpFailure {
  readonly status: number;
  /** The body is `{"message": …}`. */
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** HTTP APIs say little about why; the trace says the rest. */
const MESSAGES = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

export const httpFailure = (
  status: keyof typeof MESSAGES,
  details: Partial<Pick<HttpFailure, 'message' | 'headers'>> = {},
): HttpFailure => ({ status, message: MESSAGES[status], ...details });

/** What the steps of HTTP and WebSocket APIs work with: what those of REST APIs do. */
export type V2Services = Services;

/** Who may call, as an authorizer found it out. */
export type Authorized =
  | {
      readonly kind: 'jwt';
      readonly claims: Readonly<Record<string, string>>;
      readonly scopes: readonly string[] | null;
    }
  | { readonly kind: 'lambda'; readonly context: ValueMap; readonly principalId?: string }
  | { readonly kind: 'iam'; readonly caller: Extract<Authentication, { ok: true }> };

/** A request whose stage is known. */
export interface HttpExchange {
  readonly services: V2Services;
  readonly found: FoundV2Api;
  readonly apiId: string;
  readonly stage: Stage;
  readonly deployment: Deployment;
  readonly snapshot: DeploymentSnapshot;
  readonly router: HttpRouter;
  /** Its path is the one below the stage. */
  readonly request: ClientRequest;
  /** With the stage or API mapping, as the client sent it, decoded. */
  readonly rawPath: string;
  readonly rawQuery: string;
  /** The name the API was called by. */
  readonly domainName: string;
  readonly requestId: string;
  readonly receivedAt: number;
  route: Route | undefined;
  pathParameters: Readonly<Record<string, string>>;
  integration: Integration | undefined;
  authorized: Authorized | undefined;
  authorizerError: string | undefined;
  backendRequest: BackendRequest | undefined;
  backendAnswer: Answer | undefined;
  integrationLatencyMs: number | undefined;
  integrationError: string | undefined;
  answer: Answer | undefined;
}

/** A request whose route and integration are known. */
export type HttpRouted = HttpExchange & { route: Route };

export type HttpVerdict = Verdict<HttpFailure>;

export interface HttpStep {
  /** kebab-case, as the trace shows it. */
  readonly name: string;
  run(exchange: HttpRouted): HttpVerdict | Promise<HttpVerdict>;
}

/** `arn:aws:execute-api:…` of the route: what policies and permissions name. */
export const routeArn = ({ found, apiId, stage, request, route }: HttpRouted): string => {
  const path = route.RouteKey === '$default' ? '/' : (route.RouteKey.split(' ')[1] ?? '/');
  const method = route.RouteKey === '$default' ? '$default' : request.method;
  return `arn:aws:execute-api:${found.region}:${found.account}:${apiId}/${stage.StageName}/${method}${path === '/' && method === '$default' ? '' : path}`;
};
