import { defineLab } from 'gatewise/labs';
import { judgeAsks, judgeAuthz, judgeMay, judgePasses, judgeTtl, probePasses } from './judges.ts';
import { gather } from './readings.ts';

export default defineLab({
  id: 'lambda-authorizer',
  gather,
  objectives: {
    'asks-authorizer': {
      wanted:
        'What stage "prod" of REST API "secure" serves asks a Lambda authorizer on GET /private.',
      judge: judgeAsks,
    },
    'authz-decides': {
      wanted:
        'That authorizer is of type TOKEN or REQUEST, calls function "authz", and goes by the header Authorization.',
      judge: judgeAuthz,
    },
    'kept-five-minutes': {
      wanted: 'An answer of the authorizer is kept for 300 seconds.',
      judge: judgeTtl,
    },
    'may-invoke': {
      wanted: 'API Gateway may invoke the function for this authorizer.',
      judge: judgeMay,
    },
    'pass-decides': {
      wanted:
        'GET /private answers 200 with a good pass and refuses everybody else with 401 or 403.',
      judge: judgePasses,
      probe: { where: 'anywhere', send: probePasses },
    },
  },
});
