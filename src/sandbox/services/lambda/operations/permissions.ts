import type {
  AddPermissionRequest,
  GetPolicyRequest,
  RemovePermissionRequest,
} from '@aws-sdk/client-lambda';
import type { OperationContext, Parsed } from '../../context.ts';
import { own } from '../../records.ts';
import { functionArn, functionOf, versionOf } from '../access.ts';
import type { PolicyStatement } from '../state.ts';
import { conflict, invalid, LATEST, missing, noFunction, noPolicy } from '../texts.ts';

/** Source: docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_POLICY_BYTES = 20_480;

function principalOf(principal: string): unknown {
  if (principal === '*') return '*';
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  if (principal.startsWith('arn:')) return { AWS: principal };
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com$/.test(principal)) return { Service: principal };
  throw invalid(`The provided principal was invalid. Please check the principal and try again.`);
}

function conditionOf(input: Parsed<AddPermissionRequest>): PolicyStatement['Condition'] {
  const condition: NonNullable<PolicyStatement['Condition']> = {};
  if (input.SourceAccount !== undefined)
    condition['StringEquals'] = { 'AWS:SourceAccount': input.SourceAccount };
  if (input.PrincipalOrgID !== undefined)
    condition['StringEquals'] = {
      ...condition['StringEquals'],
      'aws:PrincipalOrgID': input.PrincipalOrgID,
    };
  if (input.SourceArn !== undefined) condition['ArnLike'] = { 'AWS:SourceArn': input.SourceArn };
  return Object.keys(condition).length > 0 ? condition : undefined;
}

/** Source: docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
export function addPermission(context: OperationContext, input: Parsed<AddPermissionRequest>) {
  const { record, name, qualifier } = functionOf(context, input.FunctionName, input.Qualifier);
  if (!versionOf(record, qualifier)) throw noFunction(functionArn(context, name, qualifier));
  if (!/^lambda:[*A-Za-z]+$|^\*$/.test(input.Action))
    throw invalid(
      `1 validation error detected: Value '${input.Action}' at 'action' failed to satisfy constraint: Member must satisfy regular expression pattern: (lambda:[*]|lambda:[a-zA-Z]+|[*])`,
    );
  const statements = own(record.policies, qualifier ?? LATEST) ?? [];
  if (statements.some(({ Sid }) => Sid === input.StatementId))
    throw conflict(
      `The statement id (${input.StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
    );
  const condition = conditionOf(input);
  const statement: PolicyStatement = {
    Sid: input.StatementId,
    Effect: 'Allow',
    Principal: principalOf(input.Principal),
    Action: input.Action,
    Resource: functionArn(context, name, qualifier),
    ...(condition && { Condition: condition }),
  };
  const all = [...statements, statement];
  if (JSON.stringify(all).length > MAX_POLICY_BYTES)
    throw invalid('The final policy size is bigger than the limit (20480).');
  record.policies[qualifier ?? LATEST] = all;
  return { Statement: JSON.stringify(statement) };
}

export function removePermission(
  context: OperationContext,
  input: Parsed<RemovePermissionRequest>,
): void {
  const { record, qualifier } = functionOf(context, input.FunctionName, input.Qualifier);
  const statements = own(record.policies, qualifier ?? LATEST) ?? [];
  const rest = statements.filter(({ Sid }) => Sid !== input.StatementId);
  if (rest.length === statements.length)
    throw missing(`Statement ${input.StatementId} is not found in resource policy.`);
  if (rest.length > 0) record.policies[qualifier ?? LATEST] = rest;
  else delete record.policies[qualifier ?? LATEST];
}

export function getPolicy(context: OperationContext, input: Parsed<GetPolicyRequest>) {
  const { record, qualifier } = functionOf(context, input.FunctionName, input.Qualifier);
  const statements = own(record.policies, qualifier ?? LATEST);
  if (!statements) throw noPolicy();
  return {
    Policy: JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: statements }),
    RevisionId: record.latest.configuration.RevisionId,
  };
}
