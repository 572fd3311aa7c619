import { defineLab, readHttpApi, type GatherTools } from 'gatewise/labs';
import { ORIGIN } from './contract.ts';
import {
  judgeAll,
  judgeHeaders,
  judgeMethods,
  judgeOrigin,
  judgeServed,
  probeBrowser,
  probeItems,
} from './judges.ts';

export default defineLab({
  id: 'cors-http-api',
  gather: (tools: GatherTools) => readHttpApi(tools, 'webapp'),
  objectives: {
    'items-served': {
      wanted: 'Stage "$default" of HTTP API "webapp" serves GET and PUT /items to everybody.',
      judge: judgeServed,
      probe: { where: 'anywhere', send: probeItems },
    },
    'origin-allowed': {
      wanted: `The API's CORS setting allows the origin ${ORIGIN} and no other.`,
      judge: judgeOrigin,
    },
    'methods-allowed': {
      wanted: "The API's CORS setting allows the methods GET and PUT.",
      judge: judgeMethods,
    },
    'headers-allowed': {
      wanted: "The API's CORS setting allows the headers authorization and content-type.",
      judge: judgeHeaders,
    },
    'browser-goes-on': {
      wanted:
        'A preflight from the page is permitted, its GET can be read, and another site gets neither.',
      judge: judgeAll,
      probe: { where: 'anywhere', send: probeBrowser },
    },
  },
});
