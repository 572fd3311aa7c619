/** Texts of the interactive figures of the first modules. */
import type { Choice, RequirementId } from '../islands/figures/choose-type.ts';

export const gatesText = {
  title: 'One call, and what may be wrong with it',
  legend: 'Something is wrong with the call:',
  faults: {
    place: 'its path is misspelt',
    caller: 'its token is missing',
    key: 'its API key is missing',
    rate: 'its usage plan is used up',
    body: 'a required field is missing',
  },
  gates: {
    place: 'Stage and method',
    policy: 'Resource policy',
    caller: 'Authorizer',
    key: 'API key',
    rate: 'Throttle and quota',
    body: 'Validation',
    backend: 'Integration',
  },
  states: { passed: 'passed', refused: 'refused', unreached: 'not reached', skipped: 'not in use' },
  answer: 'Answer',
  backend: (reached: boolean) =>
    reached ? 'The backend was called.' : 'The backend was not called.',
  source: {
    drawn: 'Choose a fault: the call then goes through the local sandbox.',
    played: 'Answered by the local sandbox.',
    asking: 'Calling …',
  },
  failed: 'The call did not reach the local sandbox. Reload the page, or restart with npm start.',
} as const;

export const pricesText = {
  title: 'Monthly cost of the front door',
  millions: 'Calls a month',
  kilobytes: 'Size of a call, question and answer',
  kilobytesOf: (size: number) => (size < 1024 ? `${size} KB` : `${size / 1024} MB`),
  millionsOf: (millions: number) =>
    millions < 1
      ? `${Math.round(millions * 1000).toLocaleString('en-US')},000`
      : `${millions.toLocaleString('en-US')} million`,
  doors: {
    http: 'HTTP API',
    rest: 'REST API',
    appsync: 'AppSync (queries)',
    alb: 'Application Load Balancer',
  },
  cheapest: (door: string) => `Cheapest at this load: ${door}.`,
  note: 'us-east-1, without free tier, backend, data transfer and logs. The load balancer is counted for even traffic with a connection per call.',
} as const;

export const flowText = {
  label: 'A message over a WebSocket API',
  title: 'From one client to the other',
  step: 'Step',
  receiver: 'The receiver',
  receivers: [
    ['there', 'is there'],
    ['gone', 'vanished'],
  ],
  places: { ann: 'Ann', gateway: 'Gateway', function: 'Function', table: 'Table', ben: 'Ben' },
  gone: 'no Ben',
  steps: {
    open: 'Ann asks for a line; an authorizer would be asked here, and only here.',
    connect: 'The gateway runs the function of $connect, and holds the request until it is done.',
    store: 'The function stores the connection id with the room, and a time to live.',
    message: 'Ann sends {"action":"send"} down the line.',
    route: 'The route selection expression picks the route send.',
    lookUp: 'The function reads the connection ids of the room.',
    post: 'It posts the text to @connections with the id of Ben, by execute-api:ManageConnections.',
    deliver: 'The gateway sends it down the line of Ben.',
    answer: 'Because the route has a route response, Ann gets what the function returned.',
    gone: 'Ben left without a goodbye: the post answers 410, GoneException.',
    forget: 'The function deletes his id, so that the next message is not posted to a ghost.',
  },
} as const;

const requirements: Readonly<Record<RequirementId, string>> = {
  push: 'the server pushes to connected clients',
  quota: 'a quota per customer',
  validate: 'bodies checked before the backend',
  private: 'callable from a VPC only',
  firewall: 'a web ACL on the stage',
  stream: 'an answer that arrives piece by piece',
  token: 'tokens of an outside provider',
  vpc: 'a backend inside a VPC',
  mtls: 'client certificates',
};
const typeNames = { websocket: 'WebSocket', rest: 'REST', http: 'HTTP' } as const;

/** The choice in one or two sentences. */
function chooserResult({ types, because }: Choice): string {
  const reasons = because.map((id) => requirements[id]).join('; ');
  if (types.length > 1) {
    return `No type does both: a WebSocket API for the push and a REST API for the rest. The phrases that decide: ${reasons}. A WebSocket API needs a domain of its own.`;
  }
  const [type = 'http'] = types;
  if (because.length === 0) {
    return 'An HTTP API: nothing asked for needs more, and it costs the least.';
  }
  return `A ${typeNames[type]} API. The phrases that decide: ${reasons}.`;
}

export const chooserText = {
  label: 'What the stem asks for',
  title: 'The API types that are left',
  requirements,
  types: { websocket: 'WebSocket API', rest: 'REST API', http: 'HTTP API' },
  chosen: 'fits',
  result: chooserResult,
} as const;

export const mapText = {
  label: 'Caller and endpoint type',
  title: 'The way of a request to the API',
  caller: 'The caller is',
  callers: [
    ['far', 'far away'],
    ['near', 'in the Region'],
    ['vpc', 'in your VPC'],
    ['office', 'in the head office'],
  ],
  endpoint: 'The endpoint is',
  endpoints: [
    ['regional', 'Regional'],
    ['edge', 'edge-optimized'],
    ['own', 'behind own CloudFront'],
    ['private', 'private'],
  ],
  internet: 'internet',
  region: 'Region of the API',
  vpc: 'your VPC',
  noWay: 'no way in',
  places: {
    far: 'Far client',
    near: 'Near client',
    vpc: 'Server',
    office: 'Head office',
    edge: 'Edge',
    own: 'Your edge',
    endpoint: 'Endpoint',
    api: 'API',
  },
  results: {
    regional: {
      far: 'All the way over the internet; each new connection pays for the distance several times.',
      near: 'The shortest way there is.',
      vpc: 'Out of the VPC by its way to the internet, to the public address of the API. No endpoint is needed.',
      office: 'Over the internet to the public address, Direct Connect or not.',
    },
    edge: {
      far: 'The connection ends at the nearest edge; the long part runs over AWS’s own network.',
      near: 'To the edge and back: a detour for a caller in the same Region.',
      vpc: 'Out of the VPC, to the edge, and back into the Region: a detour.',
      office: 'Over the internet to the nearest edge, and on over AWS’s network.',
    },
    own: {
      far: 'As edge-optimized, and your distribution may answer from its cache or refuse by its web ACL.',
      near: 'A detour, unless the answer lies in the cache.',
      vpc: 'Out of the VPC and through your distribution, cache and web ACL included.',
      office: 'Over the internet to your distribution, cache and web ACL included.',
    },
    private: {
      far: 'No way: the name leads nowhere from the internet.',
      near: 'No way: being in the Region is not enough, the caller has to come through an endpoint.',
      vpc: 'Through the interface endpoint, if its security group and the API’s policy say yes.',
      office: 'Over Direct Connect or VPN into the VPC, and through its endpoint.',
    },
  },
} as const;
