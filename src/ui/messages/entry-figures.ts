/** Texts of the interactive figures of the first modules. */
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
