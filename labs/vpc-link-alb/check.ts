import { defineLab } from 'gatewise/labs';
import { gather } from './contract.ts';
import {
  judgeBalancer,
  judgeBuilt,
  judgeIntegration,
  judgeLetIn,
  judgeLink,
  judgeServed,
} from './judges.ts';
import { probeCatalog } from './probes.ts';

export default defineLab({
  id: 'vpc-link-alb',
  gather,
  objectives: {
    'still-internal': {
      wanted: 'Application load balancer "web" is internal and active.',
      judge: judgeBalancer,
    },
    'catalog-served': {
      wanted: 'Stage "$default" of HTTP API "storefront" serves GET /catalog to everybody.',
      judge: judgeServed,
    },
    link: {
      wanted: 'VPC link "web" of version 2 is available in the VPC of the load balancer.',
      judge: judgeLink,
    },
    integration: {
      wanted: 'The route calls a listener of the load balancer through the link.',
      judge: judgeIntegration,
    },
    'let-in': {
      wanted: "The security groups let the link's calls reach the listener.",
      judge: judgeLetIn,
    },
    answers: {
      wanted: 'GET /catalog brings the products of the shop.',
      judge: judgeBuilt,
      probe: { where: 'anywhere', send: probeCatalog },
    },
  },
});
