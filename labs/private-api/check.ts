import {
  defineLab,
  findVpc,
  judgeOpenMethod,
  readAccount,
  readDeployed,
  readSecurityGroups,
  readSubnets,
  readVpcEndpoints,
  type GatherTools,
} from 'gatewise/labs';
import {
  judgeEndpoint,
  judgeEndpointAllowed,
  judgeEndpointOpen,
  judgeInside,
  judgeOthers,
  judgePrivate,
  probeInside,
} from './judges.ts';
import { REPORTS, VPC_NAME } from './contract.ts';

const gather = (tools: GatherTools) => ({
  ...readDeployed(tools, { name: 'internal', stage: REPORTS.stageName }),
  account: readAccount(tools),
  vpc: findVpc(tools, VPC_NAME),
  subnets: readSubnets(tools),
  securityGroups: readSecurityGroups(tools),
  endpoints: readVpcEndpoints(tools),
});

export default defineLab({
  id: 'private-api',
  gather,
  objectives: {
    'serves-reports': {
      wanted: 'Stage "prod" of REST API "internal" serves GET /reports, without a key or a login.',
      judge: (seen) => judgeOpenMethod(seen, REPORTS),
    },
    private: {
      wanted: 'REST API "internal" is a private one.',
      judge: judgePrivate,
    },
    endpoint: {
      wanted: `VPC "${VPC_NAME}" has an available interface endpoint for execute-api.`,
      judge: judgeEndpoint,
    },
    'endpoint-open': {
      wanted: `The endpoint takes HTTPS from everywhere in VPC "${VPC_NAME}", and its own policy lets the call pass.`,
      judge: judgeEndpointOpen,
    },
    'endpoint-allowed': {
      wanted: 'The resource policy lets calls through that endpoint in.',
      judge: judgeEndpointAllowed,
    },
    'others-refused': {
      wanted: 'The resource policy lets in no other endpoint and no other VPC.',
      judge: judgeOthers,
    },
    'answers-inside': {
      wanted:
        'GET /reports answers 200 through the endpoint, 403 through another one and from the internet (local sandbox only).',
      judge: judgeInside,
      probe: {
        where: 'sandbox',
        why: 'on AWS nobody reaches a private API from where this runs. Call it from inside the VPC yourself.',
        send: probeInside,
      },
    },
  },
});
