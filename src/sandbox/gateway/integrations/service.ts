import type { Integration } from '../../services/apigateway/state.ts';
import { passed, refused, type BackendRequest, type Routed, type Verdict } from '../context.ts';
import { failure } from '../failures.ts';
import type { CallService } from '../service-calls.ts';

const URI = /^arn:aws[\w-]*:apigateway:([\w-]+):(?:[\w-]+\.)?([\w-]+):(action|path)\/(.*)$/s;

/** What an integration's URI names: an action of a service, or a path below its address. */
function targetOf(uri: string) {
  const [, region, service, form, rest = ''] = URI.exec(uri) ?? [];
  if (region === undefined || service === undefined) return undefined;
  return form === 'action'
    ? { region, service, action: rest.split('&')[0] ?? rest, path: '/' }
    : { region, service, action: undefined, path: `/${rest}` };
}

const configuration = (reason: string): Verdict =>
  refused(failure('API_CONFIGURATION_ERROR'), reason);

/**
 * Calls an AWS service as the integration's role.
 * Source: docs.aws.amazon.com/apigateway/latest/api/API_Integration.html (uri, credentials)
 */
export async function callAwsService(
  exchange: Routed,
  { credentials, type }: Integration,
  request: BackendRequest,
  call: CallService,
): Promise<Verdict> {
  const { uri } = request;
  const target = targetOf(uri);
  if (!target)
    return configuration(
      `"${uri}" names no service. Write arn:aws:apigateway:{region}:{service}:action/{name} or …:path/{path}.`,
    );
  if (type === 'AWS_PROXY')
    return configuration(`Only Lambda functions take proxy integrations, not ${target.service}.`);
  if (credentials === undefined)
    return configuration(
      'The integration has no credentials. Give it a role that API Gateway may assume and that may make this call.',
    );
  const outcome = await call({
    account: exchange.accountId,
    role: credentials,
    request,
    ...target,
  });
  switch (outcome.kind) {
    case 'answer': {
      exchange.backendAnswer = outcome.answer;
      const what = target.action ?? target.path;
      return passed(`${target.service} answered ${what} with ${outcome.answer.status}.`, {
        integrationStatus: outcome.answer.status,
        role: credentials,
      });
    }
    case 'denied':
      return refused(failure('API_CONFIGURATION_ERROR'), outcome.detail, { role: credentials });
    case 'no-service': {
      const message = `The local sandbox has no service "${target.service}" behind integrations. On AWS it works.`;
      return refused(failure('API_CONFIGURATION_ERROR', { message }), message);
    }
  }
}
