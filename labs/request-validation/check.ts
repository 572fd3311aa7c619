import { defineLab, restReadings, type GatherTools } from 'gatewise/labs';
import { ORDERS } from './contract.ts';
import {
  judgeModel,
  judgeRefused,
  judgeServed,
  judgeValidated,
  probeComplete,
  probeIncomplete,
} from './judges.ts';

const readRest = restReadings({ name: 'intake', stage: ORDERS.stageName });

const gather = (tools: GatherTools) => {
  const { apigateway } = tools.aws;
  const rest = readRest(tools);
  return {
    ...rest,
    models: rest.search.then(async ({ api }) =>
      api ? ((await apigateway.getModels({ restApiId: api.id })).items ?? []) : [],
    ),
    validators: rest.search.then(async ({ api }) =>
      api ? ((await apigateway.getRequestValidators({ restApiId: api.id })).items ?? []) : [],
    ),
  };
};

export default defineLab({
  id: 'request-validation',
  gather,
  objectives: {
    'orders-accepted': {
      wanted: 'POST /orders on stage "prod" of REST API "intake" takes a complete order.',
      judge: judgeServed,
      probe: { where: 'anywhere', send: probeComplete },
    },
    'order-model': {
      wanted: 'Model "Order" requires sku and quantity, and nothing else.',
      judge: judgeModel,
    },
    'body-validated': {
      wanted: 'POST /orders has a validator for bodies and model "Order" for application/json.',
      judge: judgeValidated,
    },
    'incomplete-refused': {
      wanted: 'POST /orders on stage "prod" answers orders without sku or quantity with 400.',
      judge: judgeRefused,
      probe: { where: 'anywhere', send: probeIncomplete },
    },
  },
});
