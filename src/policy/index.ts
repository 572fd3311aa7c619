/**
 * What a policy says: documents of IAM and of resources read and evaluated as AWS does, for the local
 * sandbox that enforces them and for checkers that judge them.
 */
export {
  addressText,
  cidrsOf,
  highestOf,
  isWithin,
  rangeOf,
  type IpRange,
  type IpVersion,
} from './addresses.ts';
export {
  decide,
  decideAlone,
  decideTrust,
  type Decision,
  type PolicyKind,
  type PolicyStack,
} from './decide.ts';
export type { Condition, Policy, PrincipalPattern, Statement } from './document.ts';
export type { NamedPolicy, StatementRef } from './evaluate.ts';
export {
  apiPolicy,
  decideCall,
  executeApiArn,
  invokeRequest,
  type ApiCall,
  type ApiPlace,
} from './execute-api.ts';
export { parsePolicy, type ParsedPolicy, type PolicyUse } from './parse.ts';
export {
  betweenEdges,
  byAddress,
  onlyFrom,
  throughBoth,
  unknownKeys,
  withOutcome,
  type AddressPiece,
  type RangeAnswer,
} from './ranges.ts';
export {
  requestKeys,
  withKeys,
  type AccessRequest,
  type Principal,
  type RequestKeys,
} from './request.ts';
export { matchesPattern, patternOf } from './wildcards.ts';
