import { defineLab, judgeOpenMethod, readDeployed, type GatherTools } from 'gatewise/labs';
import { judgeCanary, judgeShare, judgeTenth, OFFER, probeShare } from './judges.ts';

const gather = (tools: GatherTools) =>
  readDeployed(tools, { name: 'release', stage: OFFER.stageName });

export default defineLab({
  id: 'canary-release',
  gather,
  objectives: {
    'serves-offer': {
      wanted: 'Stage "prod" of REST API "release" serves GET /offer to everybody.',
      judge: (seen) => judgeOpenMethod(seen, OFFER),
    },
    canary: {
      wanted: 'Stage "prod" has a canary with a deployment of its own.',
      judge: judgeCanary,
    },
    'ten-percent': {
      wanted: 'The canary gets 10 % of the requests.',
      judge: judgeShare,
    },
    'tenth-gets-new': {
      wanted: 'Some calls of GET /offer get the new version, most get the old one.',
      judge: judgeTenth,
      probe: { where: 'anywhere', send: probeShare },
    },
  },
});
