import {
  defineLab,
  dependsOn,
  judgeOpenMethod,
  readDeployed,
  readDeployments,
  type GatherTools,
} from 'gatewise/labs';
import { STAGE, V1 } from './contract.ts';
import { judgeKept, judgeNewest, judgeV2, probeV1, probeV2 } from './judges.ts';

const gather = (tools: GatherTools) => {
  const deployed = readDeployed(tools, { name: 'versions', stage: STAGE });
  return { ...deployed, deployments: readDeployments(tools, deployed.search) };
};

export default defineLab({
  id: 'deploy-and-promote',
  gather,
  objectives: {
    'v1-live': {
      wanted: 'GET /v1 on stage "prod" of REST API "versions" answers 200 with version 1.',
      judge: (seen) => judgeOpenMethod(seen, V1),
      probe: { where: 'anywhere', send: probeV1 },
    },
    'v2-live': {
      wanted: 'GET /v2 on stage "prod" answers 200 with version 2.',
      judge: judgeV2,
      probe: { where: 'anywhere', send: probeV2 },
    },
    'runs-newest': {
      wanted: 'Stage "prod" shows the newest deployment, made after the first one.',
      judge: judgeNewest,
    },
    'kept-for-roll-back': {
      wanted: 'The deployment that "prod" showed before version 2 is still there.',
      judge(seen) {
        return seen.search.api
          ? judgeKept(seen)
          : dependsOn('v1-live', 'There is no REST API "versions" yet.');
      },
    },
  },
});
