import { defineLab, restReadings } from 'gatewise/labs';
import { STAGE } from './contract.ts';
import {
  judgeBuilt,
  judgeIntegration,
  judgeMapped,
  judgeServed,
  probeQuotes,
  probeUnknown,
} from './judges.ts';

export default defineLab({
  id: 'http-transform',
  gather: restReadings({ name: 'quotes', stage: STAGE }),
  objectives: {
    'quote-served': {
      wanted: 'Stage "prod" of REST API "quotes" serves GET /quote/{symbol} to everybody.',
      judge: judgeServed,
    },
    'http-integration': {
      wanted: 'GET /quote/{symbol} has an HTTP integration, not a proxy.',
      judge: judgeIntegration,
    },
    'symbol-mapped': {
      wanted: "The symbol of the request's path is mapped into the backend's address.",
      judge: judgeMapped,
    },
    'answer-shaped': {
      wanted: 'GET /quote/ACME answers 200 with {"symbol":"ACME","price":182.4} and nothing else.',
      judge: judgeBuilt,
      probe: { where: 'anywhere', send: probeQuotes },
    },
    'unknown-is-404': {
      wanted: "The backend's 404 reaches the caller as 404.",
      judge: judgeBuilt,
      probe: { where: 'anywhere', send: probeUnknown },
    },
  },
});
