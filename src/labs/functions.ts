import { decideAlone, parsePolicy, requestKeys } from '#policy';
import { commandLine } from './aws-reader.ts';
import type { GatherTools } from './define.ts';
import { withStageVariables } from './service-integration.ts';
import { blocked, fail, pass, type Evidence, type Finding } from './verdict.ts';

const GATEWAY = 'apigateway.amazonaws.com';

/** A function as an integration or an authorizer names it. */
export interface NamedFunction {
  /** With the version or alias, if one is named. */
  readonly arn: string;
  readonly region: string;
  readonly account: string;
  readonly name: string;
  readonly qualifier?: string;
}

const FUNCTION_ARN = /arn:aws[\w-]*:lambda:([\w-]+):(\d{12}):function:([\w-]+)(?::([\w$-]+))?/;

/**
 * Reads the function out of an integration's or authorizer's URI, or out of its ARN alone.
 * @param variables of the stage, which may stand in the URI as `${stageVariables.name}`
 */
export function functionOfUri(
  uri: string | undefined,
  variables?: Readonly<Record<string, string>>,
): NamedFunction | undefined {
  const text = withStageVariables(uri ?? '', variables);
  const [arn, region, account, name, qualifier] = FUNCTION_ARN.exec(text) ?? [];
  return arn === undefined || region === undefined || account === undefined || name === undefined
    ? undefined
    : { arn, region, account, name, ...(qualifier !== undefined && { qualifier }) };
}

/** The policy document of a function, as text; undefined when it has none. */
export const readFunctionPolicy = async (
  { aws }: GatherTools,
  { name, qualifier }: NamedFunction,
): Promise<string | undefined> =>
  (
    await aws.lambda.getPolicy({
      FunctionName: name,
      ...(qualifier !== undefined && { Qualifier: qualifier }),
    })
  ).Policy;

const policyCall = ({ name, qualifier }: NamedFunction) =>
  commandLine({
    service: 'lambda',
    operation: 'GetPolicy',
    input: { FunctionName: name, Qualifier: qualifier },
  });

/**
 * Judges whether a function's own policy lets API Gateway invoke it, by evaluation.
 * Source: docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
 * @param policy as it was read; undefined when there is none
 * @param sourceArn what API Gateway calls for: an authorizer's ARN, or that of a method on a stage
 */
export function judgeMayInvoke(
  fn: NamedFunction,
  policy: string | undefined,
  sourceArn: string,
): Finding {
  const evidence: Evidence = { call: policyCall(fn), fields: { policy: policy ?? 'none' } };
  const add = `aws lambda add-permission --function-name ${fn.name}${fn.qualifier === undefined ? '' : ` --qualifier ${fn.qualifier}`} --statement-id api-gateway --action lambda:InvokeFunction --principal ${GATEWAY} --source-arn '${sourceArn}'`;
  if (policy === undefined)
    return fail(
      `Function ${fn.arn} has no policy, so API Gateway may not invoke it.`,
      `Let it in: ${add}`,
      evidence,
    );
  const parsed = parsePolicy(policy, 'resource');
  if (!parsed.ok)
    return blocked(
      'undecidable',
      `The policy of function ${fn.name} cannot be read: ${parsed.problem} (${parsed.at})`,
      'Remove the statement with aws lambda remove-permission and add it again.',
      evidence,
    );
  const decision = decideAlone(
    { name: `policy of function ${fn.name}`, policy: parsed.policy },
    {
      principal: { kind: 'service', name: GATEWAY },
      action: 'lambda:InvokeFunction',
      resource: fn.arn,
      keys: requestKeys({
        'aws:SourceArn': sourceArn,
        'aws:SourceAccount': fn.account,
        'aws:PrincipalOrgID': undefined,
      }),
    },
  );
  if (decision.outcome === 'allowed')
    return pass(`API Gateway may invoke function ${fn.name} for ${sourceArn}.`, evidence);
  return decision.outcome === 'undecidable'
    ? blocked(
        'undecidable',
        `Whether API Gateway may invoke ${fn.name} depends on ${decision.key}, of which nothing is known here.`,
        'Let the policy rest on aws:SourceArn instead.',
        evidence,
      )
    : fail(
        decision.how === 'explicit'
          ? `The policy of function ${fn.name} denies API Gateway the call for ${sourceArn}.`
          : `The policy of function ${fn.name} does not let API Gateway invoke it for ${sourceArn}.`,
        decision.how === 'explicit'
          ? `Remove the statement that denies it (number ${decision.by.index + 1}): aws lambda remove-permission`
          : `Let it in: ${add}`,
        evidence,
      );
}
