import type {
  CreateDocumentationPartRequest,
  CreateDocumentationVersionRequest,
  GetDocumentationPartRequest,
  GetDocumentationPartsRequest,
  GetDocumentationVersionRequest,
  GetDocumentationVersionsRequest,
  UpdateDocumentationPartRequest,
  UpdateDocumentationVersionRequest,
} from '@aws-sdk/client-api-gateway';
import { badRequest, conflict } from '../../../wire/errors.ts';
import { epochSeconds, type OperationContext, type Parsed } from '../../context.ts';
import { applyPatch, textOf, textRule, type PatchRule } from '../../patch.ts';
import { apiOf, defined, freshId, own, pageOf, values } from '../access.ts';
import { demandRoom } from '../limits.ts';
import type { DocumentationPart, DocumentationVersion } from '../state.ts';
import { noDocumentationPart, noDocumentationVersion } from '../texts.ts';

const checkProperties = (text: string): string => {
  if (text === '') throw badRequest('Documentation part properties must be non-empty');
  return text;
};

export function createDocumentationPart(
  context: OperationContext,
  input: Parsed<CreateDocumentationPartRequest>,
): DocumentationPart {
  const record = apiOf(context, input.restApiId);
  demandRoom('Documentation Parts', record.documentationParts);
  const { type = 'API', path, method, statusCode, name } = input.location;
  const location = defined({ type: String(type), path, method, statusCode, name });
  const isTaken = values(record.documentationParts).some(
    (part) => JSON.stringify(part.location) === JSON.stringify(location),
  );
  if (isTaken) throw conflict('Documentation part already exists for the specified location');
  const id = freshId(context, 6, record.documentationParts);
  const part: DocumentationPart = { id, location, properties: checkProperties(input.properties) };
  record.documentationParts[id] = part;
  return part;
}

function partOf(context: OperationContext, restApiId: string, id: string) {
  const record = apiOf(context, restApiId);
  const part = own(record.documentationParts, id);
  if (!part) throw noDocumentationPart();
  return { record, part };
}

export const getDocumentationPart = (
  context: OperationContext,
  input: Parsed<GetDocumentationPartRequest>,
): DocumentationPart => partOf(context, input.restApiId, input.documentationPartId).part;

export function getDocumentationParts(
  context: OperationContext,
  input: Parsed<GetDocumentationPartsRequest>,
) {
  const parts = values(apiOf(context, input.restApiId).documentationParts)
    .filter(({ location }) => input.type === undefined || location.type === input.type)
    .filter(({ location }) => input.path === undefined || location.path === input.path);
  return pageOf(parts, input);
}

export function deleteDocumentationPart(
  context: OperationContext,
  input: Parsed<GetDocumentationPartRequest>,
): void {
  const { record, part } = partOf(context, input.restApiId, input.documentationPartId);
  delete record.documentationParts[part.id];
}

const PART_RULES: readonly PatchRule<DocumentationPart>[] = [
  {
    path: '/properties',
    ops: ['replace'],
    apply(part, patch) {
      part.properties = checkProperties(textOf(patch));
    },
  },
];

export function updateDocumentationPart(
  context: OperationContext,
  input: Parsed<UpdateDocumentationPartRequest>,
): DocumentationPart {
  const { record, part } = partOf(context, input.restApiId, input.documentationPartId);
  const patched = applyPatch(part, input.patchOperations, PART_RULES);
  record.documentationParts[patched.id] = patched;
  return patched;
}

export function createDocumentationVersion(
  context: OperationContext,
  input: Parsed<CreateDocumentationVersionRequest>,
): DocumentationVersion {
  const record = apiOf(context, input.restApiId);
  const { documentationVersion: version, description, stageName } = input;
  if (own(record.documentationVersions, version))
    throw conflict('Documentation version already exists');
  demandRoom('Documentation Versions', record.documentationVersions);
  const made: DocumentationVersion = defined({
    version,
    createdDate: epochSeconds(context),
    description,
  });
  record.documentationVersions[version] = made;
  const stage = own(record.stages, stageName ?? '');
  if (stage) stage.documentationVersion = version;
  return made;
}

function versionOf(context: OperationContext, restApiId: string, name: string) {
  const record = apiOf(context, restApiId);
  const version = own(record.documentationVersions, name);
  if (!version) throw noDocumentationVersion();
  return { record, version };
}

export const getDocumentationVersion = (
  context: OperationContext,
  input: Parsed<GetDocumentationVersionRequest>,
): DocumentationVersion => versionOf(context, input.restApiId, input.documentationVersion).version;

export const getDocumentationVersions = (
  context: OperationContext,
  input: Parsed<GetDocumentationVersionsRequest>,
) => pageOf(values(apiOf(context, input.restApiId).documentationVersions), input);

export function deleteDocumentationVersion(
  context: OperationContext,
  input: Parsed<GetDocumentationVersionRequest>,
): void {
  const { record, version } = versionOf(context, input.restApiId, input.documentationVersion);
  delete record.documentationVersions[version.version];
}

const VERSION_RULES: readonly PatchRule<DocumentationVersion>[] = [textRule('description')];

export function updateDocumentationVersion(
  context: OperationContext,
  input: Parsed<UpdateDocumentationVersionRequest>,
): DocumentationVersion {
  const { record, version } = versionOf(context, input.restApiId, input.documentationVersion);
  const patched = applyPatch(version, input.patchOperations, VERSION_RULES);
  record.documentationVersions[patched.version] = patched;
  return patched;
}
