import type {
  CreateBasePathMappingRequest,
  GetBasePathMappingRequest,
  GetBasePathMappingsRequest,
  UpdateBasePathMappingRequest,
} from '@aws-sdk/client-api-gateway';
import { badRequest, conflict } from '../../../wire/errors.ts';
import type { OperationContext, Parsed } from '../../context.ts';
import { applyPatch, textOf, type PatchRule } from '../../patch.ts';
import { defined, nonEmpty, own, pageOf, stateOf, values } from '../access.ts';
import { demandRoom } from '../limits.ts';
import type { BasePathMapping } from '../state.ts';
import { noMapping } from '../texts.ts';
import { domainOf } from './domain-names.ts';

/** How the empty base path is written. */
const NONE = '(none)';
/** A mapping without a stage leaves it to the callers to name one behind the base path (documented). */
const stageOf = (stage: string | undefined) => (stage === NONE ? undefined : nonEmpty(stage));
const keyOf = (basePath: string | undefined) => nonEmpty(basePath) ?? NONE;

function check(context: OperationContext, { restApiId, stage, basePath }: BasePathMapping): void {
  const record = own(stateOf(context).restApis, restApiId);
  if (!record) throw badRequest('Invalid REST API identifier specified');
  if (stage !== undefined && !own(record.stages, stage))
    throw badRequest('Invalid stage identifier specified');
  if (basePath !== NONE && !/^[a-zA-Z0-9$._+!*'()-]+$/.test(basePath)) {
    throw badRequest(
      "API Gateway V1 doesn't support the slash character (/) in base path mappings. To create a multi-level base path mapping, use API Gateway V2.",
    );
  }
}

export function createBasePathMapping(
  context: OperationContext,
  input: Parsed<CreateBasePathMappingRequest>,
): BasePathMapping {
  const { basePathMappings } = domainOf(context, input.domainName);
  const basePath = keyOf(input.basePath);
  const mapping: BasePathMapping = defined({
    basePath,
    restApiId: input.restApiId,
    stage: stageOf(input.stage),
  });
  check(context, mapping);
  if (own(basePathMappings, basePath))
    throw conflict('Base path already exists for this domain name');
  demandRoom('Base Path Mappings', basePathMappings);
  basePathMappings[basePath] = mapping;
  return mapping;
}

function mappingOf(context: OperationContext, domainName: string, basePath: string) {
  const { basePathMappings } = domainOf(context, domainName);
  const mapping = own(basePathMappings, keyOf(basePath));
  if (!mapping) throw noMapping();
  return { basePathMappings, mapping };
}

export const getBasePathMapping = (
  context: OperationContext,
  input: Parsed<GetBasePathMappingRequest>,
): BasePathMapping => mappingOf(context, input.domainName, input.basePath).mapping;

export const getBasePathMappings = (
  context: OperationContext,
  input: Parsed<GetBasePathMappingsRequest>,
) => pageOf(values(domainOf(context, input.domainName).basePathMappings), input);

export function deleteBasePathMapping(
  context: OperationContext,
  input: Parsed<GetBasePathMappingRequest>,
): void {
  const { basePathMappings, mapping } = mappingOf(context, input.domainName, input.basePath);
  delete basePathMappings[mapping.basePath];
}

const RULES: readonly PatchRule<BasePathMapping>[] = [
  {
    path: '/basePath',
    ops: ['replace'],
    apply(mapping, patch) {
      mapping.basePath = keyOf(textOf(patch));
    },
  },
  {
    path: '/restapiId',
    ops: ['replace'],
    apply(mapping, patch) {
      mapping.restApiId = textOf(patch);
    },
  },
  {
    path: '/stage',
    ops: ['replace', 'remove'],
    apply(mapping, patch) {
      const stage = patch.op === 'remove' ? undefined : stageOf(textOf(patch));
      if (stage === undefined) delete mapping.stage;
      else mapping.stage = stage;
    },
  },
];

export function updateBasePathMapping(
  context: OperationContext,
  input: Parsed<UpdateBasePathMappingRequest>,
): BasePathMapping {
  const { basePathMappings, mapping } = mappingOf(context, input.domainName, input.basePath);
  const patched = applyPatch(mapping, input.patchOperations, RULES);
  check(context, patched);
  if (patched.basePath !== mapping.basePath && own(basePathMappings, patched.basePath)) {
    throw conflict('Base path already exists for this domain name');
  }
  delete basePathMappings[mapping.basePath];
  basePathMappings[patched.basePath] = patched;
  return patched;
}
