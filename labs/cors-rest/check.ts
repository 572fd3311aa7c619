import { defineLab, restReadings } from 'gatewise/labs';
import { ITEMS, ORIGIN } from './contract.ts';
import {
  judgeAnswer,
  judgePreflight,
  judgePreflightOpen,
  judgeServed,
  probeAnswer,
  probePreflight,
} from './judges.ts';

export default defineLab({
  id: 'cors-rest',
  gather: restReadings({ name: 'web', stage: ITEMS.stageName }),
  objectives: {
    'items-served': {
      wanted: 'Stage "prod" of REST API "web" serves GET /items to everybody.',
      judge: judgeServed,
    },
    'preflight-open': {
      wanted: 'Stage "prod" serves OPTIONS /items without authorization and without a key.',
      judge: judgePreflightOpen,
    },
    'preflight-permits': {
      wanted: `The answer to OPTIONS /items permits ${ORIGIN} (or every origin), GET and the header Content-Type.`,
      judge: judgePreflight,
      probe: { where: 'anywhere', send: probePreflight },
    },
    'answer-permits': {
      wanted: `The answer of GET /items permits ${ORIGIN} (or every origin) too.`,
      judge: judgeAnswer,
      probe: { where: 'anywhere', send: probeAnswer },
    },
  },
});
