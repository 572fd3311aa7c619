import { defineLab } from 'gatewise/labs';
import { gather } from './contract.ts';
import { judgeBuilt, judgeIntegration } from './integration.ts';
import { judgeBalancer, judgeLink, judgeListener, judgeServed } from './judges.ts';
import { probeServer } from './probes.ts';

export default defineLab({
  id: 'vpc-link-nlb',
  gather,
  objectives: {
    'stock-served': {
      wanted: 'Stage "prod" of REST API "inventory" serves /stock to everybody, by every method.',
      judge: judgeServed,
    },
    balancer: {
      wanted: 'There is an internal network load balancer "backend".',
      judge: judgeBalancer,
    },
    listener: {
      wanted: 'A TCP listener of "backend" forwards to a target that takes traffic.',
      judge: judgeListener,
    },
    link: {
      wanted: 'VPC link "backend" is available and leads to the load balancer.',
      judge: judgeLink,
    },
    integration: {
      wanted:
        'What "prod" serves of /stock calls over HTTP, through the link, at the listener\'s port.',
      judge: judgeIntegration,
    },
    answers: {
      wanted: 'GET /stock brings the shelf of the stock server, and POST its 202.',
      judge: judgeBuilt,
      probe: { where: 'anywhere', send: probeServer },
    },
  },
});
