import {
  defineLab,
  judgeOpenMethod,
  readAccount,
  readDeployed,
  readWebAcl,
  type GatherTools,
} from 'gatewise/labs';
import {
  ADMIN,
  judgeEdges,
  judgeOffice,
  judgeOthers,
  judgeOutsider,
  OFFICE,
  probeEdges,
  probeOutsider,
} from './judges.ts';

function gather(tools: GatherTools) {
  const deployed = readDeployed(tools, { name: 'office', stage: ADMIN.stageName });
  return {
    ...deployed,
    account: readAccount(tools),
    webAcl: readWebAcl(tools, deployed.stage),
  };
}

export default defineLab({
  id: 'ip-allow-list',
  gather,
  objectives: {
    'serves-admin': {
      wanted: 'Stage "prod" of REST API "office" serves GET /admin, without a key or a signature.',
      judge: (seen) => judgeOpenMethod(seen, ADMIN),
    },
    'office-allowed': {
      wanted: `Every address of ${OFFICE} may call GET /admin.`,
      judge: judgeOffice,
    },
    'others-refused': {
      wanted: `No address outside of ${OFFICE} may call GET /admin.`,
      judge: judgeOthers,
    },
    'outsider-turned-away': {
      wanted: 'A call from the machine that verifies is refused, so what you built is in force.',
      judge: judgeOutsider,
      probe: { where: 'anywhere', send: probeOutsider },
    },
    'edges-hold': {
      wanted: `The first and the last address of ${OFFICE} get 200, their neighbours 403 (local sandbox only).`,
      judge: judgeEdges,
      probe: {
        where: 'sandbox',
        why: 'nobody can choose the address that a call to AWS comes from.',
        send: probeEdges,
      },
    },
  },
});
