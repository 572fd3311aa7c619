import type {
  CreateVpcLinkRequest,
  GetVpcLinkRequest,
  GetVpcLinksRequest,
  UpdateVpcLinkRequest,
} from '@aws-sdk/client-apigatewayv2';
import { badRequest } from '../../../wire/errors.ts';
import { epochSeconds, type OperationContext, type Parsed } from '../../context.ts';
import { stateOf as ec2State } from '../../ec2/access.ts';
import { freshId, own, values } from '../../records.ts';
import { listOf, stateOf, updated } from '../access.ts';
import { demandRoom } from '../limits.ts';
import type { VpcLink } from '../state.ts';
import { noVpcLink } from '../texts.ts';

const MAX_SUBNETS = 10;
const MAX_NAME = 128;

/** Pending links become available, and deleted ones disappear, once their time has come. */
function settle(context: OperationContext): Record<string, VpcLink> {
  const { vpcLinks } = stateOf(context);
  for (const link of values(vpcLinks)) {
    if (link.settledAt === undefined || context.clock.now() < link.settledAt) continue;
    if (link.VpcLinkStatus === 'DELETING') delete vpcLinks[link.VpcLinkId];
    else {
      link.VpcLinkStatus = 'AVAILABLE';
      link.VpcLinkStatusMessage = 'VPC link is ready to route traffic';
      delete link.settledAt;
    }
  }
  return vpcLinks;
}

function demandName(name: string): void {
  if (name === '' || name.length > MAX_NAME)
    throw badRequest(`Invalid VPC link name specified: it must have 1 to ${MAX_NAME} characters`);
}

/** Subnets and groups are there and of one VPC (documented; the texts are assumed). */
function demandPlace(
  context: OperationContext,
  { SubnetIds, SecurityGroupIds = [] }: Parsed<CreateVpcLinkRequest>,
): void {
  const { subnets, securityGroups } = ec2State(context);
  const places = SubnetIds.map((id) => {
    const subnet = own(subnets, id);
    if (!subnet) throw badRequest(`The subnet ID '${id}' does not exist`);
    return subnet.VpcId;
  });
  for (const id of SecurityGroupIds) {
    const group = own(securityGroups, id);
    if (!group) throw badRequest(`The security group '${id}' does not exist`);
    places.push(group.VpcId);
  }
  if (new Set(places).size > 1)
    throw badRequest('The subnets and security groups of a VPC link must belong to one VPC');
}

export function createVpcLink(
  context: OperationContext,
  input: Parsed<CreateVpcLinkRequest>,
): VpcLink {
  const vpcLinks = settle(context);
  demandName(input.Name);
  if (input.SubnetIds.length === 0) throw badRequest('At least one subnet must be specified');
  if (input.SubnetIds.length > MAX_SUBNETS)
    throw badRequest(`A VPC link can have at most ${MAX_SUBNETS} subnets`);
  demandPlace(context, input);
  demandRoom('VPC Links', vpcLinks);
  const link: VpcLink = {
    VpcLinkId: freshId(context, 6, vpcLinks),
    Name: input.Name,
    CreatedDate: epochSeconds(context),
    SecurityGroupIds: [...(input.SecurityGroupIds ?? [])],
    SubnetIds: [...input.SubnetIds],
    Tags: { ...input.Tags },
    VpcLinkStatus: 'PENDING',
    VpcLinkStatusMessage: 'VPC link is provisioning ENIs',
    VpcLinkVersion: 'V2',
    settledAt: context.clock.now() + context.settleMs,
  };
  vpcLinks[link.VpcLinkId] = link;
  return link;
}

function linkOf(context: OperationContext, id: string): VpcLink {
  const link = own(settle(context), id);
  if (!link) throw noVpcLink(id);
  return link;
}

export const getVpcLink = (
  context: OperationContext,
  { VpcLinkId }: Parsed<GetVpcLinkRequest>,
): VpcLink => linkOf(context, VpcLinkId);

export const getVpcLinks = (context: OperationContext, input: Parsed<GetVpcLinksRequest>) =>
  listOf(values(settle(context)), input);

/** Which routes still go through the link, as `METHOD:routeId`. */
function usersOf(context: OperationContext, linkId: string): string[] {
  return values(stateOf(context).apis).flatMap(({ routes, integrations }) =>
    values(routes)
      .filter(({ Target }) => {
        const integration = own(integrations, Target?.replace('integrations/', '') ?? '');
        return integration?.ConnectionId === linkId;
      })
      .map(({ RouteKey, RouteId }) => `${RouteKey.split(' ')[0]}:${RouteId}`),
  );
}

export function deleteVpcLink(
  context: OperationContext,
  { VpcLinkId }: Parsed<GetVpcLinkRequest>,
): object {
  const link = linkOf(context, VpcLinkId);
  const users = usersOf(context, VpcLinkId);
  if (users.length > 0) {
    throw badRequest(
      `Cannot delete vpc link. Vpc link '${VpcLinkId}', is referenced in [${users.join(', ')}] in format of [Method:Resource].`,
    );
  }
  link.VpcLinkStatus = 'DELETING';
  link.VpcLinkStatusMessage = 'VPC link is deleting ENIs';
  link.settledAt = context.clock.now() + context.settleMs;
  return {};
}

/** Only the name: subnets and security groups of a link never change. */
export function updateVpcLink(
  context: OperationContext,
  input: Parsed<UpdateVpcLinkRequest>,
): VpcLink {
  const link = linkOf(context, input.VpcLinkId);
  if (input.Name !== undefined) demandName(input.Name);
  const changed = updated<VpcLink>(link, { Name: input.Name });
  stateOf(context).vpcLinks[link.VpcLinkId] = changed;
  return changed;
}
