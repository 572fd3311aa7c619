import type {
  CreateResourceRequest,
  GetResourceRequest,
  GetResourcesRequest,
  UpdateResourceRequest,
} from '@aws-sdk/client-api-gateway';
import { badRequest, conflict } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { applyPatch, textOf, type PatchRule } from '../../patch.ts';
import { apiOf, freshId, own, pageOf, resourceOf, values } from '../access.ts';
import { demandRoom } from '../limits.ts';
import type { Resource, RestApiRecord } from '../state.ts';
import { noResource } from '../texts.ts';

const PATH_PART = /^(\{[a-zA-Z0-9._-]+\+?\}|[a-zA-Z0-9._:-]+)$/;
const isVariable = (part: string | undefined) => part?.startsWith('{') ?? false;
const isGreedy = (part: string | undefined) => part?.endsWith('+}') ?? false;

const pathBelow = (parent: Resource, part: string) =>
  `${parent.path === '/' ? '' : parent.path}/${part}`;
const childrenOf = (record: RestApiRecord, id: string) =>
  values(record.resources).filter(({ parentId }) => parentId === id);

/** Throws what AWS throws when `part` cannot be a child of `parent` (texts recorded; the pattern's known). */
function checkPlace(record: RestApiRecord, parent: Resource, part: string, except?: string): void {
  if (!PATH_PART.test(part)) {
    throw badRequest(
      "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
    );
  }
  const siblings = childrenOf(record, parent.id).filter(({ id }) => id !== except);
  if (siblings.some(({ pathPart }) => pathPart === part)) {
    throw conflict(`Another resource with the same parent already has this name: ${part}`);
  }
  if (isGreedy(parent.pathPart)) {
    throw badRequest(
      `Cannot create a child of a resource with a greedy path variable: ${parent.pathPart}`,
    );
  }
  const variable = siblings.find(({ pathPart }) => isVariable(pathPart));
  if (isVariable(part) && variable) {
    throw badRequest(
      `A sibling (${variable.pathPart}) of this resource already has a variable path part -- only one is allowed`,
    );
  }
}

/** Methods are shown only where asked for; otherwise by name alone. */
function showResource(resource: Resource, embed: readonly string[] | undefined): object {
  const { resourceMethods, ...rest } = resource;
  if (!resourceMethods || Object.keys(resourceMethods).length === 0) return rest;
  if (embed?.includes('methods')) return resource;
  return {
    ...rest,
    resourceMethods: Object.fromEntries(Object.keys(resourceMethods).map((name) => [name, {}])),
  };
}

export function createResource(
  context: OperationContext,
  { restApiId, parentId, pathPart }: Parsed<CreateResourceRequest>,
): Resource {
  const record = apiOf(context, restApiId);
  const parent = own(record.resources, parentId);
  if (!parent) throw noResource();
  demandRoom('Resources', record.resources);
  checkPlace(record, parent, pathPart);
  const id = freshId(context, 6, record.resources);
  const resource: Resource = { id, parentId, pathPart, path: pathBelow(parent, pathPart) };
  record.resources[id] = resource;
  return resource;
}

export const getResource = (
  context: OperationContext,
  { restApiId, resourceId, embed }: Parsed<GetResourceRequest>,
) => showResource(resourceOf(context, restApiId, resourceId).resource, embed);

/** AWS lists resources by path (recorded). */
export function getResources(context: OperationContext, input: Parsed<GetResourcesRequest>) {
  const record = apiOf(context, input.restApiId);
  const sorted = values(record.resources).sort((a, b) =>
    a.path < b.path ? -1 : a.path > b.path ? 1 : 0,
  );
  const page = pageOf(sorted, input);
  return { ...page, items: page.items.map((resource) => showResource(resource, input.embed)) };
}

function subtree(record: RestApiRecord, id: string): Resource[] {
  return childrenOf(record, id).flatMap((child) => [child, ...subtree(record, child.id)]);
}

export function deleteResource(
  context: OperationContext,
  { restApiId, resourceId }: Parsed<GetResourceRequest>,
): void {
  const { record, resource } = resourceOf(context, restApiId, resourceId);
  if (resource.parentId === undefined) throw badRequest('Root resource cannot be deleted.');
  for (const { id } of [resource, ...subtree(record, resourceId)]) delete record.resources[id];
}

const demandMovable = (resource: Resource, member: string) => {
  if (resource.parentId === undefined)
    throw badRequest(`Root resource cannot update its ${member}.`);
};

function rulesFor(record: RestApiRecord): readonly PatchRule<Resource>[] {
  const parentOf = (id: string | undefined) => {
    const parent = own(record.resources, id ?? '');
    if (!parent) throw noResource();
    return parent;
  };
  return [
    {
      path: '/parentId',
      ops: ['replace'],
      apply(resource, patch) {
        demandMovable(resource, 'parentId');
        const parent = parentOf(textOf(patch));
        const below = subtree(record, resource.id).some(({ id }) => id === parent.id);
        if (below || parent.id === resource.id) throw badRequest('Resources cannot be cyclical.');
        checkPlace(record, parent, resource.pathPart ?? '', resource.id);
        resource.parentId = parent.id;
      },
    },
    {
      path: '/pathPart',
      ops: ['replace'],
      apply(resource, patch) {
        demandMovable(resource, 'pathPart');
        const part = textOf(patch);
        checkPlace(record, parentOf(resource.parentId), part, resource.id);
        resource.pathPart = part;
      },
    },
  ];
}

/** Paths of a resource and of all below it follow from their parents'. */
function rebuildPaths(record: RestApiRecord, resource: Resource): void {
  const parent = own(record.resources, resource.parentId ?? '');
  if (parent) resource.path = pathBelow(parent, resource.pathPart ?? '');
  for (const child of childrenOf(record, resource.id)) rebuildPaths(record, child);
}

export function updateResource(
  context: OperationContext,
  input: Parsed<UpdateResourceRequest>,
): object {
  const { record, resource } = resourceOf(context, input.restApiId, input.resourceId);
  const patched = applyPatch(resource, input.patchOperations, rulesFor(record));
  record.resources[patched.id] = patched;
  rebuildPaths(record, patched);
  return showResource(patched, undefined);
}
