import type {
  GetIntegrationRequest,
  PutIntegrationRequest,
  UpdateIntegrationRequest,
} from '@aws-sdk/client-api-gateway';
import { regionState } from '../../../state.ts';
import { badRequest } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { applyPatch, booleanOf, numberOf, textOf, type PatchRule } from '../../patch.ts';
import { defined, methodOf, nonEmpty, own, type MethodPath, withoutKey } from '../access.ts';
import { MAX_TEMPLATE_BYTES } from '../limits.ts';
import type { Integration, Method } from '../state.ts';
import { badMapping, noIntegration } from '../texts.ts';

const PASSTHROUGH = ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'];
const MIN_TIMEOUT_MS = 50;
const DEFAULT_TIMEOUT_MS = 29_000;
/** Regional and private APIs may go beyond 29 s, against a smaller throttle quota (documented). */
const MAX_TIMEOUT_MS = 300_000;
const isAws = (type: string) => type === 'AWS' || type === 'AWS_PROXY';
const isHttp = (type: string) => type === 'HTTP' || type === 'HTTP_PROXY';

function checkArn(integration: Integration): void {
  const uri = integration.uri ?? '';
  const match = /^arn:aws[a-z-]*:apigateway:[a-z0-9-]+:([^:]+):(path|action)\/.+$/.exec(uri);
  if (!/^arn:/.test(uri)) throw badRequest('Invalid ARN specified in the request');
  if (!match) throw badRequest('AWS ARN for integration must contain path or action');
  const isLambda = match[1] === 'lambda';
  if (integration.type === 'AWS_PROXY' && !isLambda && match[1] !== 'firehose') {
    throw badRequest(
      "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
    );
  }
  if (!isLambda && !integration.credentials)
    throw badRequest('Role ARN must be specified for AWS integrations');
}

/** An HTTP address; stage variables may stand in any part of it. */
function checkUrl({ uri = '' }: Integration): void {
  if (!/^https?:\/\/[^\s/]+/.test(uri) && !uri.startsWith('${stageVariables.')) {
    throw badRequest('Invalid HTTP endpoint specified for URI');
  }
}

/** Parameters that the method does not declare cannot be mapped. */
function checkMappings(method: Method, integration: Integration): void {
  for (const [target, source] of Object.entries(integration.requestParameters ?? {})) {
    if (
      !/^integration\.request\.(path|querystring|header|multivaluequerystring|multivalueheader)\..+$/.test(
        target,
      )
    ) {
      throw badMapping(`Invalid mapping expression parameter specified: ${target}`);
    }
    if (
      !source.startsWith('method.request.') ||
      /^method\.request\.(body|path\.proxy)/.test(source)
    )
      continue;
    const plain = source.replace('.multivalue', '.');
    const declared = Object.keys(method.requestParameters ?? {}).map((one) =>
      one.replace('.multivalue', '.'),
    );
    if (!declared.includes(plain) && !plain.startsWith('method.request.path.')) {
      throw badMapping(`Invalid mapping expression parameter specified: ${source}`);
    }
  }
}

/**
 * A link of the second kind does not know where it leads; the text is AWS's, as users quote it.
 * Source: github.com/hashicorp/terraform-provider-aws/issues/45230
 */
function demandTarget(
  { sandbox, caller, region }: OperationContext,
  { connectionType, connectionId = '', integrationTarget }: Integration,
): void {
  if (connectionType !== 'VPC_LINK' || integrationTarget !== undefined) return;
  const { vpcLinks } = regionState(sandbox, caller.accountId, region).apigatewayv2;
  if (own(vpcLinks, connectionId))
    throw badRequest(`IntegrationTarget is required for VpcLinkV2 ${connectionId}`);
}

function check(context: OperationContext, method: Method, integration: Integration): void {
  const { type, httpMethod, passthroughBehavior, timeoutInMillis } = integration;
  if (type !== 'MOCK' && !httpMethod)
    throw badRequest('Enumeration value for HttpMethod must be non-empty');
  if (isAws(type)) checkArn(integration);
  if (isHttp(type)) checkUrl(integration);
  if (!PASSTHROUGH.includes(passthroughBehavior)) {
    throw badRequest(
      `Invalid passthrough behavior specified: ${passthroughBehavior}. Must be one of: [${PASSTHROUGH.join(', ')}]`,
    );
  }
  if (
    timeoutInMillis < MIN_TIMEOUT_MS ||
    timeoutInMillis > MAX_TIMEOUT_MS ||
    !Number.isInteger(timeoutInMillis)
  ) {
    throw badRequest(`Timeout should be between ${MIN_TIMEOUT_MS} ms and ${DEFAULT_TIMEOUT_MS} ms`);
  }
  if (integration.connectionType === 'VPC_LINK' && !integration.connectionId) {
    throw badRequest('The connectionId must be specified for a VPC_LINK connection');
  }
  demandTarget(context, integration);
  for (const template of Object.values(integration.requestTemplates ?? {})) {
    if (template && template.length > MAX_TEMPLATE_BYTES)
      throw badRequest('Mapping template is too large: at most 300 KB are allowed');
  }
  checkMappings(method, integration);
}

export function putIntegration(
  context: OperationContext,
  input: Parsed<PutIntegrationRequest>,
): Integration {
  const { resource, method } = methodOf(context, input);
  const integration: Integration = defined({
    type: input.type,
    httpMethod: nonEmpty(input.integrationHttpMethod),
    uri: input.type === 'MOCK' ? undefined : nonEmpty(input.uri),
    connectionType:
      input.connectionType === 'VPC_LINK' || isHttp(input.type)
        ? (input.connectionType ?? 'INTERNET')
        : undefined,
    connectionId: nonEmpty(input.connectionId),
    credentials: nonEmpty(input.credentials),
    requestParameters: input.requestParameters && { ...input.requestParameters },
    requestTemplates: input.requestTemplates && { ...input.requestTemplates },
    passthroughBehavior: nonEmpty(input.passthroughBehavior) ?? 'WHEN_NO_MATCH',
    contentHandling: input.contentHandling,
    timeoutInMillis: input.timeoutInMillis ?? DEFAULT_TIMEOUT_MS,
    cacheNamespace: nonEmpty(input.cacheNamespace) ?? resource.id,
    cacheKeyParameters: [...(input.cacheKeyParameters ?? [])],
    tlsConfig:
      input.tlsConfig &&
      defined({ insecureSkipVerification: input.tlsConfig.insecureSkipVerification }),
    responseTransferMode: input.responseTransferMode,
    integrationTarget: input.integrationTarget,
  });
  // Only a VPC link is shown as such where nothing was said (recorded: no connectionType on plain ones).
  if (input.connectionType === undefined) delete integration.connectionType;
  check(context, method, integration);
  method.methodIntegration = integration;
  return integration;
}

/** @returns the method with its integration; throws where it has none. */
export function integrationOf(context: OperationContext, path: MethodPath) {
  const found = methodOf(context, path);
  const integration = found.method.methodIntegration;
  if (!integration) throw noIntegration();
  return { ...found, integration };
}

export const getIntegration = (
  context: OperationContext,
  input: Parsed<GetIntegrationRequest>,
): Integration => integrationOf(context, input).integration;

export function deleteIntegration(
  context: OperationContext,
  input: Parsed<GetIntegrationRequest>,
): void {
  delete integrationOf(context, input).method.methodIntegration;
}

const textKey = (
  key:
    | 'uri'
    | 'credentials'
    | 'connectionId'
    | 'connectionType'
    | 'contentHandling'
    | 'httpMethod'
    | 'integrationTarget',
): PatchRule<Integration> => ({
  path: `/${key}`,
  ops: ['replace', 'remove', 'add'],
  apply(integration, patch) {
    if (patch.op === 'remove' || patch.value === '') delete integration[key];
    else integration[key] = textOf(patch);
  },
});

const mapKey = (key: 'requestParameters' | 'requestTemplates'): PatchRule<Integration> => ({
  path: `/${key}/{name}`,
  ops: ['add', 'remove', 'replace'],
  apply(integration, patch) {
    const [name = ''] = patch.names;
    const others = withoutKey(integration[key], name);
    const rest = patch.op === 'remove' ? others : { ...others, [name]: textOf(patch) };
    if (Object.keys(rest).length > 0) integration[key] = rest;
    else delete integration[key];
  },
});

const RULES: readonly PatchRule<Integration>[] = [
  textKey('uri'),
  textKey('credentials'),
  textKey('connectionId'),
  textKey('connectionType'),
  textKey('contentHandling'),
  textKey('httpMethod'),
  textKey('integrationTarget'),
  mapKey('requestParameters'),
  mapKey('requestTemplates'),
  {
    path: '/cacheNamespace',
    ops: ['replace'],
    apply(integration, patch) {
      integration.cacheNamespace = textOf(patch);
    },
  },
  {
    path: '/passthroughBehavior',
    ops: ['replace'],
    apply(integration, patch) {
      integration.passthroughBehavior = textOf(patch);
    },
  },
  {
    path: '/timeoutInMillis',
    ops: ['replace'],
    apply(integration, patch) {
      integration.timeoutInMillis = numberOf(patch);
    },
  },
  {
    path: '/cacheKeyParameters/{name}',
    ops: ['add', 'remove'],
    apply(integration, { op, names: [name = ''] }) {
      const others = integration.cacheKeyParameters.filter((one) => one !== name);
      integration.cacheKeyParameters = op === 'add' ? [...others, name] : others;
    },
  },
  {
    path: '/tlsConfig/insecureSkipVerification',
    ops: ['replace', 'add', 'remove'],
    apply(integration, patch) {
      integration.tlsConfig = {
        insecureSkipVerification: patch.op === 'remove' ? false : booleanOf(patch),
      };
    },
  },
];

export function updateIntegration(
  context: OperationContext,
  input: Parsed<UpdateIntegrationRequest>,
): Integration {
  const { method, integration } = integrationOf(context, input);
  const patched = applyPatch(integration, input.patchOperations, RULES);
  check(context, method, patched);
  method.methodIntegration = patched;
  return patched;
}
