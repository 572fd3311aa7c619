import { defineLab, readAccount, readDeployed, readRole, type GatherTools } from 'gatewise/labs';
import {
  CALLER,
  judgeAnswered,
  judgeMayCall,
  judgeNothingElse,
  judgeSigned,
  judgeUnsigned,
  probeAnswered,
  probeUnsigned,
  REPORT,
} from './judges.ts';

const gather = (tools: GatherTools) => ({
  ...readDeployed(tools, { name: 'partner', stage: REPORT.stageName }),
  account: readAccount(tools),
  role: readRole(tools, CALLER),
});

export default defineLab({
  id: 'iam-auth',
  gather,
  objectives: {
    'signed-only': {
      wanted: 'Stage "prod" of REST API "partner" serves GET /report with AWS_IAM authorization.',
      judge: judgeSigned,
    },
    'role-may-call': {
      wanted: `Role "${CALLER}" may call GET /report on stage "prod".`,
      judge: judgeMayCall,
    },
    'role-nothing-else': {
      wanted: `Role "${CALLER}" may call nothing else of this API, nor another API.`,
      judge: judgeNothingElse,
    },
    'unsigned-refused': {
      wanted: 'A call of GET /report that nobody signed is refused.',
      judge: judgeUnsigned,
      probe: { where: 'anywhere', send: probeUnsigned },
    },
    'role-answered': {
      wanted: `Signed by a session of "${CALLER}", GET /report answers 200 and DELETE /report 403 (local sandbox only).`,
      judge: judgeAnswered,
      probe: {
        where: 'sandbox',
        why: 'on AWS a verification takes on no role.',
        send: probeAnswered,
      },
    },
  },
});
