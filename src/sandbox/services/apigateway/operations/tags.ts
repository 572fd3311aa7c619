import type {
  GetTagsRequest,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-api-gateway';
import { badRequest, notFound } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { own, stateOf } from '../access.ts';
import type { Text } from '../state.ts';

/** Anything that carries tags. */
interface Tagged {
  tags?: Text;
}

const MAX_TAGS = 50;
const invalidArn = () => badRequest('Invalid ARN specified in the request');

/** `arn:aws:apigateway:{region}::/restapis/{id}` and the like → the thing itself. */
function taggedOf(context: OperationContext, resourceArn: string): Tagged {
  const match = /^arn:aws[a-z-]*:apigateway:([a-z0-9-]+)::\/(.+)$/.exec(resourceArn);
  if (!match?.[2] || match[1] !== context.region) throw invalidArn();
  const [kind = '', id = '', below, name = ''] = match[2].split('/');
  const found = lookUp(context, kind, id, below, name);
  if (found === undefined) throw notFound(`Invalid resource identifier specified: ${resourceArn}`);
  return found;
}

function lookUp(
  context: OperationContext,
  kind: string,
  id: string,
  below: string | undefined,
  name: string,
): Tagged | undefined {
  const state = stateOf(context);
  switch (kind) {
    case 'restapis': {
      const record = own(state.restApis, id);
      return below === 'stages'
        ? own(record?.stages ?? {}, name)
        : below === undefined
          ? record?.api
          : undefined;
    }
    case 'apikeys':
      return own(state.apiKeys, id);
    case 'usageplans':
      return own(state.usagePlans, id);
    case 'vpclinks':
      return own(state.vpcLinks, id);
    case 'clientcertificates':
      return own(state.clientCertificates, id);
    case 'domainnames':
      return own(state.domainNames, id)?.domain;
    default:
      throw invalidArn();
  }
}

export const getTags = (context: OperationContext, { resourceArn }: Parsed<GetTagsRequest>) => ({
  tags: taggedOf(context, resourceArn).tags ?? {},
});

export function tagResource(
  context: OperationContext,
  { resourceArn, tags }: Parsed<TagResourceRequest>,
): void {
  const target = taggedOf(context, resourceArn);
  for (const key of Object.keys(tags)) {
    if (key.toLowerCase().startsWith('aws:'))
      throw badRequest('Invalid tag key: keys beginning with "aws:" belong to AWS');
  }
  const merged = { ...target.tags, ...tags };
  if (Object.keys(merged).length > MAX_TAGS)
    throw badRequest(`Too many tags: a resource can have at most ${MAX_TAGS}`);
  target.tags = merged;
}

export function untagResource(
  context: OperationContext,
  { resourceArn, tagKeys }: Parsed<UntagResourceRequest>,
): void {
  const target = taggedOf(context, resourceArn);
  target.tags = Object.fromEntries(
    Object.entries(target.tags ?? {}).filter(([key]) => !tagKeys.includes(key)),
  );
}
