import type {
  GetTagsRequest,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-apigatewayv2';
import { regionState } from '../../../state.ts';
import { badRequest, notFound } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { own } from '../../records.ts';
import { stateOf } from '../access.ts';
import { MAX_TAGS } from '../limits.ts';
import type { Text } from '../state.ts';

/** Where a resource's tags are read and written. */
interface Tagged {
  readonly tags: Text;
  set(tags: Text): void;
}

const invalidArn = () => badRequest('Invalid ARN specified in the request');

const holder = <T extends { Tags: Text }>(target: T | undefined): Tagged | undefined =>
  target && {
    tags: target.Tags,
    set(tags) {
      target.Tags = tags;
    },
  };

function lookUp(context: OperationContext, path: string): Tagged | undefined {
  const [kind = '', id = '', below, name = ''] = path.split('/');
  const state = stateOf(context);
  switch (kind) {
    case 'apis': {
      const record = own(state.apis, id);
      if (below === undefined) return holder(record?.api);
      return below === 'stages' ? holder(own(record?.stages ?? {}, name)) : undefined;
    }
    case 'vpclinks':
      return holder(own(state.vpcLinks, id));
    case 'domainnames': {
      const { apigateway } = regionState(context.sandbox, context.caller.accountId, context.region);
      const domain = own(apigateway.domainNames, id)?.domain;
      return (
        domain && {
          tags: domain.tags ?? {},
          set(tags) {
            domain.tags = tags;
          },
        }
      );
    }
    default:
      throw invalidArn();
  }
}

/** `arn:aws:apigateway:{region}::/apis/{id}` and the like → its tags. */
function taggedOf(context: OperationContext, resourceArn: string): Tagged {
  const match = /^arn:aws[a-z-]*:apigateway:([a-z0-9-]+)::\/(.+)$/.exec(resourceArn);
  if (!match?.[2] || match[1] !== context.region) throw invalidArn();
  const found = lookUp(context, match[2]);
  if (!found) throw notFound(`Invalid resource identifier specified: ${resourceArn}`);
  return found;
}

export const getTags = (context: OperationContext, { ResourceArn }: Parsed<GetTagsRequest>) => ({
  Tags: taggedOf(context, ResourceArn).tags,
});

export function tagResource(
  context: OperationContext,
  { ResourceArn, Tags = {} }: Parsed<TagResourceRequest>,
): object {
  const target = taggedOf(context, ResourceArn);
  if (Object.keys(Tags).some((key) => key.toLowerCase().startsWith('aws:')))
    throw badRequest('Invalid tag key: keys beginning with "aws:" belong to AWS');
  const all = { ...target.tags, ...Tags };
  if (Object.keys(all).length > MAX_TAGS)
    throw badRequest(`Too many tags: a resource can have at most ${MAX_TAGS}`);
  target.set(all);
  return {};
}

export function untagResource(
  context: OperationContext,
  { ResourceArn, TagKeys }: Parsed<UntagResourceRequest>,
): void {
  const target = taggedOf(context, ResourceArn);
  target.set(
    Object.fromEntries(Object.entries(target.tags).filter(([key]) => !TagKeys.includes(key))),
  );
}
