/** The model, the validator that uses it, and what becomes of orders. */
import type { Model, RequestValidator } from '@aws-sdk/client-api-gateway';
import {
  blocked,
  commandLine,
  dependsOn,
  deployCommand,
  fail,
  findLiveMethod,
  firstObstacle,
  judgeOpenMethod,
  pass,
  probeEvidence,
  type Evidence,
  type Finding,
  type FoundApi,
  type ProbePort,
  type ProbeRequest,
  type RestSeen,
} from 'gatewise/labs';
import { COMPLETE_BODY, CONTENT_TYPE, INCOMPLETE_BODIES, MODEL, ORDERS } from './contract.ts';
import { prepareModel } from './order-model.ts';

export interface Snapshot extends RestSeen {
  /** None when there is no API. */
  readonly models: readonly Model[];
  readonly validators: readonly RequestValidator[];
}

const SCHEMA =
  '{"type":"object","required":["sku","quantity"],"properties":{"sku":{"type":"string"},"quantity":{"type":"integer"}}}';

const noApi = () => dependsOn('orders-accepted', 'There is no REST API "intake" yet.');

const modelsEvidence = ({ id }: FoundApi, fields: Evidence['fields']): Evidence => ({
  call: commandLine({ service: 'apigateway', operation: 'GetModels', input: { restApiId: id } }),
  fields,
});

export const judgeServed = (seen: Snapshot): Finding => judgeOpenMethod(seen, ORDERS);

export function judgeModel({ search: { api }, models }: Snapshot): Finding {
  if (!api) return noApi();
  const model = models.find(({ name }) => name === MODEL);
  if (!model)
    return fail(
      `API ${api.id} has no model named "${MODEL}".`,
      `Write one: aws apigateway create-model --rest-api-id ${api.id} --name ${MODEL} --content-type ${CONTENT_TYPE} --schema '${SCHEMA}'`,
      modelsEvidence(api, { models: models.map(({ name }) => name) }),
    );
  const evidence = modelsEvidence(api, { name: model.name, schema: model.schema });
  const { fits, problem } = prepareModel(model, models);
  if (problem !== undefined)
    return blocked(
      'undecidable',
      `Model "${MODEL}" cannot be read as JSON Schema draft 4: ${problem}`,
      'Rewrite it in draft 4, the one that API Gateway uses.',
      evidence,
    );
  const rewrite = `Change it: aws apigateway update-model --rest-api-id ${api.id} --model-name ${MODEL} --patch-operations op=replace,path=/schema,value=…`;
  const letThrough = INCOMPLETE_BODIES.find(({ body }) => fits(body));
  if (letThrough)
    return fail(
      `Model "${MODEL}" takes ${letThrough.body}, which lacks ${letThrough.lacks}.`,
      `"properties" alone asks for nothing: name the fields in "required" too. ${rewrite}`,
      evidence,
    );
  return fits(COMPLETE_BODY)
    ? pass(`Model "${MODEL}" requires sku and quantity.`, evidence)
    : fail(
        `Model "${MODEL}" refuses ${COMPLETE_BODY}, which is a complete order.`,
        `Ask for a text as sku and a number as quantity, and for nothing else. ${rewrite}`,
        evidence,
      );
}

const validatorsCall = ({ id }: FoundApi) =>
  commandLine({
    service: 'apigateway',
    operation: 'GetRequestValidators',
    input: { restApiId: id },
  });

export function judgeValidated({ search: { api }, resources, validators }: Snapshot): Finding {
  if (!api || !resources) return noApi();
  const live = findLiveMethod(
    api,
    resources,
    ORDERS,
    ({ requestValidatorId = 'none', requestModels = {} }) => ({
      requestValidatorId,
      requestModels,
    }),
  );
  if (live.finding) return dependsOn('orders-accepted', live.finding.saw);
  const { route, resource, evidence } = live;
  const { requestValidatorId, requestModels = {} } = route.value;
  const validator = validators.find(({ id }) => id === requestValidatorId);
  const both = [
    evidence,
    {
      call: validatorsCall(api),
      fields: { validators: validators.map(({ id, ...rest }) => ({ id, ...rest })) },
    },
  ];
  const method = `--rest-api-id ${api.id} --resource-id ${resource.id ?? ''} --http-method ${route.method}`;
  const patch = `aws apigateway update-method ${method} --patch-operations`;
  if (!validator)
    return fail(
      `${route.method} ${route.path} has no request validator, so nothing is compared with any model.`,
      `Make one, aws apigateway create-request-validator --rest-api-id ${api.id} --name body --validate-request-body, and give it to the method: ${patch} op=replace,path=/requestValidatorId,value=…`,
      ...both,
    );
  if (!validator.validateRequestBody)
    return fail(
      `The validator of ${route.method} ${route.path} ("${validator.name ?? ''}") does not look at bodies.`,
      `Switch it on: aws apigateway update-request-validator --rest-api-id ${api.id} --request-validator-id ${validator.id ?? ''} --patch-operations op=replace,path=/validateRequestBody,value=true`,
      ...both,
    );
  const used = requestModels[CONTENT_TYPE] ?? requestModels.$default;
  return used === MODEL
    ? pass(`${route.method} ${route.path} compares bodies with model "${MODEL}".`, ...both)
    : fail(
        used === undefined
          ? `${route.method} ${route.path} names no model for ${CONTENT_TYPE}, so these bodies are not looked at.`
          : `${route.method} ${route.path} compares ${CONTENT_TYPE} with model "${used}".`,
        `Name the model: ${patch} op=add,path=/requestModels/application~1json,value=${MODEL}`,
        ...both,
      );
}

export const judgeRefused = (seen: Snapshot): Finding =>
  firstObstacle(seen, {
    'orders-accepted': judgeServed,
    'order-model': judgeModel,
    'body-validated': judgeValidated,
  }) ?? pass('The method validates bodies.');

const orderOf = ({ search: { api } }: Snapshot, body: string) =>
  ({
    apiId: api?.id ?? '',
    stage: ORDERS.stageName,
    method: ORDERS.method,
    path: ORDERS.path,
    headers: { 'content-type': CONTENT_TYPE },
    body,
  }) as const satisfies ProbeRequest;

export async function probeComplete(port: ProbePort, seen: Snapshot): Promise<Finding> {
  const request = orderOf(seen, COMPLETE_BODY);
  const answer = await port.send(request);
  const evidence = probeEvidence(request, answer);
  if (answer.status >= 200 && answer.status < 300)
    return pass(`A complete order was answered with ${answer.status}.`, evidence);
  return fail(
    `The complete order ${COMPLETE_BODY} was answered with ${answer.status}: ${answer.body.slice(0, 200)}`,
    answer.status === 400
      ? `The model asks for more than sku and quantity, or for other types. Mend it, then deploy again: ${deployCommand(request.apiId, request.stage)}`
      : `Find out what the stage serves, mend it, then deploy again: ${deployCommand(request.apiId, request.stage)}`,
    evidence,
  );
}

export async function probeIncomplete(port: ProbePort, seen: Snapshot): Promise<Finding> {
  const evidence: Evidence[] = [];
  for (const { lacks, body } of INCOMPLETE_BODIES) {
    const request = orderOf(seen, body);
    const answer = await port.send(request);
    evidence.push(probeEvidence(request, answer));
    if (answer.status !== 400)
      return fail(
        `The order ${body}, which lacks ${lacks}, was answered with ${answer.status}; 400 is wanted.`,
        `The stage serves what was deployed, not what was edited since: ${deployCommand(request.apiId, request.stage)}`,
        ...evidence,
      );
  }
  return pass('Orders without sku or quantity are answered with 400.', ...evidence);
}
