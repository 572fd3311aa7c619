import type {
  CreateVpcLinkRequest,
  GetVpcLinkRequest,
  GetVpcLinksRequest,
  UpdateVpcLinkRequest,
} from '@aws-sdk/client-api-gateway';
import { regionState } from '../../../state.ts';
import { badRequest } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { applyPatch, textOf, textRule, type PatchRule } from '../../patch.ts';
import { defined, freshId, nonEmpty, omit, own, pageOf, stateOf, values } from '../access.ts';
import { demandRoom } from '../limits.ts';
import type { VpcLink } from '../state.ts';
import { noVpcLink } from '../texts.ts';

/** What the creation will come to; absent when the link can be made. */
function problemOf(
  { sandbox, caller, region }: OperationContext,
  { targetArns }: VpcLink,
): string | undefined {
  const { loadBalancers } = regionState(sandbox, caller.accountId, region).elbv2;
  const [arn = ''] = targetArns;
  // As AWS words it for an application load balancer.
  if (!arn.includes(':loadbalancer/net/')) return 'NLB ARN is malformed';
  // Assumed: the load balancer must be the account's own, in the same Region (documented).
  return own(loadBalancers, arn) ? undefined : `NLB ${arn} was not found`;
}

/** Becomes available, or fails, once its time has come; the first message is AWS's (recorded). */
function settle(context: OperationContext, link: VpcLink): VpcLink {
  if (link.settledAt !== undefined && context.clock.now() >= link.settledAt) {
    const problem = problemOf(context, link);
    link.status = problem === undefined ? 'AVAILABLE' : 'FAILED';
    link.statusMessage = problem ?? 'Your vpc link is ready for use';
    delete link.settledAt;
  }
  return link;
}

export function createVpcLink(context: OperationContext, input: Parsed<CreateVpcLinkRequest>) {
  const { vpcLinks } = stateOf(context);
  if (input.name === '') throw badRequest('Name cannot be empty');
  if (input.targetArns.length !== 1)
    throw badRequest('A VPC link must have exactly one target ARN');
  for (const arn of input.targetArns) {
    if (!/^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:loadbalancer\/.+$/.test(arn)) {
      throw badRequest(`Invalid ARN. ARN is not well formed ${arn}`);
    }
  }
  demandRoom('VPC Links', vpcLinks);
  const id = freshId(context, 6, vpcLinks);
  const link: VpcLink = defined({
    id,
    name: input.name,
    description: nonEmpty(input.description),
    targetArns: [...input.targetArns],
    status: 'PENDING',
    tags: input.tags && { ...input.tags },
    settledAt: context.clock.now() + context.settleMs,
  });
  vpcLinks[id] = link;
  // The answer to the creation shows no tags (recorded).
  const shown = omit(link, 'tags');
  return shown;
}

function linkOf(context: OperationContext, id: string): VpcLink {
  const link = own(stateOf(context).vpcLinks, id);
  if (!link) throw noVpcLink();
  return settle(context, link);
}

export const getVpcLink = (
  context: OperationContext,
  { vpcLinkId }: Parsed<GetVpcLinkRequest>,
): VpcLink => linkOf(context, vpcLinkId);

export const getVpcLinks = (context: OperationContext, input: GetVpcLinksRequest) =>
  pageOf(
    values(stateOf(context).vpcLinks).map((link) => settle(context, link)),
    input,
  );

export function deleteVpcLink(
  context: OperationContext,
  { vpcLinkId }: Parsed<GetVpcLinkRequest>,
): void {
  const state = stateOf(context);
  linkOf(context, vpcLinkId);
  const methods = values(state.restApis).flatMap(({ resources }) =>
    values(resources).flatMap(({ resourceMethods = {} }) => Object.values(resourceMethods)),
  );
  if (methods.some(({ methodIntegration }) => methodIntegration?.connectionId === vpcLinkId)) {
    throw badRequest('Cannot delete vpc link. Vpc link is referenced in an integration.');
  }
  delete state.vpcLinks[vpcLinkId];
}

const RULES: readonly PatchRule<VpcLink>[] = [
  {
    path: '/name',
    ops: ['replace'],
    apply(link, patch) {
      const name = textOf(patch);
      if (name === '') throw badRequest('Name cannot be empty');
      link.name = name;
    },
  },
  textRule('description', ['replace', 'remove']),
];

export function updateVpcLink(
  context: OperationContext,
  input: Parsed<UpdateVpcLinkRequest>,
): VpcLink {
  const patched = applyPatch(linkOf(context, input.vpcLinkId), input.patchOperations, RULES);
  stateOf(context).vpcLinks[patched.id] = patched;
  return patched;
}
