import { defineLab, judgeOpenMethod, readDeployed, type GatherTools } from 'gatewise/labs';
import { judgeDefault, judgeRefused, judgeSearch, probeRefused, SEARCH } from './judges.ts';

const gather = (tools: GatherTools) =>
  readDeployed(tools, { name: 'busy', stage: SEARCH.stageName });

export default defineLab({
  id: 'stage-throttling',
  gather,
  objectives: {
    'serves-search': {
      wanted: 'Stage "prod" of REST API "busy" serves GET /search to everybody.',
      judge: (seen) => judgeOpenMethod(seen, SEARCH),
    },
    'default-limit': {
      wanted:
        'Every method of stage "prod" but GET /search is limited to 500 requests per second, burst 250.',
      judge: judgeDefault,
    },
    'search-limit': {
      wanted: 'GET /search on stage "prod" is limited to 50 requests per second, burst 25.',
      judge: judgeSearch,
    },
    'search-refused': {
      wanted:
        'Beyond a burst of 25, GET /search answers 429 (local sandbox only: AWS holds rates as a best effort).',
      judge: judgeRefused,
      probe: { where: 'sandbox', send: probeRefused },
    },
  },
});
