import { passed, refused, type BackendRequest } from '../../context.ts';
import { fillUri } from '../../integration-uri.ts';
import { httpFailure, type HttpRouted, type HttpStep } from '../context.ts';
import { requestVariables } from '../expressions.ts';
import { mapRequestParameters } from '../parameters.ts';

/**
 * The client's request becomes the one for the backend, changed by the integration's parameter mapping.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 */
export const mapRequest: HttpStep = {
  name: 'map-request',
  run(exchange) {
    const { integration, route } = exchange;
    if (!integration)
      return refused(httpFailure(500), `Route ${route.RouteKey} has no integration attached.`);
    const mappings = integration.IntegrationSubtype ? {} : (integration.RequestParameters ?? {});
    const headers = new Headers(exchange.request.headers);
    const query = new Map([...exchange.request.query].map(([name, all]) => [name, [...all]]));
    const target = { headers, query, path: undefined };
    mapRequestParameters(mappings, target, requestVariables(exchange));
    const names = Object.keys(mappings);
    addGatewayHeaders(exchange, headers);
    exchange.backendRequest = {
      method: methodOf(exchange),
      uri: uriOf(exchange, target.path),
      headers,
      query,
      body: exchange.request.body,
    };
    return passed(
      names.length === 0 ? 'The integration maps no parameters.' : `Mapped ${names.join(', ')}.`,
      { type: integration.IntegrationType, mappings: names.length },
    );
  },
};

function methodOf({ integration, request }: HttpRouted): string {
  const method = integration?.IntegrationMethod ?? 'ANY';
  return method === 'ANY' ? request.method : method;
}

/**
 * A private integration is sent the whole path with its stage, by HTTPS where it has a TLS configuration;
 * a public one what its URI says (documented).
 */
function uriOf(exchange: HttpRouted, mappedPath: string | undefined): string {
  const { integration, pathParameters, stage } = exchange;
  if (integration?.ConnectionType === 'VPC_LINK') {
    const path = mappedPath ?? exchange.rawPath;
    return `${integration.TlsConfig ? 'https' : 'http'}://${exchange.domainName}${path.startsWith('/') ? '' : '/'}${path}`;
  }
  const uri = fillUri(
    integration?.IntegrationUri ?? '',
    new Map(Object.entries(pathParameters)),
    stage.StageVariables,
  );
  if (mappedPath === undefined) return uri;
  const [, origin = uri] = /^(https?:\/\/[^/?#]+)/.exec(uri) ?? [];
  return `${origin}${mappedPath.startsWith('/') ? '' : '/'}${mappedPath}`;
}

function addGatewayHeaders({ request, domainName }: HttpRouted, headers: Headers): void {
  headers.set('forwarded', `by=127.0.0.1;for=${request.sourceIp};host=${domainName};proto=https`);
  headers.set('via', 'HTTP/1.1 AmazonAPIGateway');
}

/** What an HTTP backend is sent: the host is its own. */
export function forHttp(request: BackendRequest): BackendRequest {
  const headers = new Headers(request.headers);
  for (const name of ['host', 'content-length', 'connection', 'transfer-encoding'])
    headers.delete(name);
  return { ...request, headers };
}
