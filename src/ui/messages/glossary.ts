/** Words that lessons use before they explain them, by id. */
export const glossary: Readonly<
  Record<string, { readonly term: string; readonly meaning: string }>
> = {
  'api-key': {
    term: 'API key',
    meaning:
      'A string that a client sends in the x-api-key header. It says which customer calls, for metering; it proves nothing about who holds it.',
  },
  'control-plane': {
    term: 'control plane',
    meaning: 'The AWS API with which you create and change APIs, stages, keys and plans.',
  },
  'data-plane': {
    term: 'data plane',
    meaning: 'The deployed API that your callers reach: what answers at execute-api.',
  },
  deployment: {
    term: 'deployment',
    meaning:
      'A frozen copy of a REST API’s resources and methods. Nothing you edit is live until a new one is made.',
  },
  'mock-integration': {
    term: 'mock integration',
    meaning: 'An integration that answers from API Gateway itself, without any backend.',
  },
  stage: {
    term: 'stage',
    meaning:
      'A named pointer to one deployment, with its own settings and its own part of the address, such as /prod.',
  },
  'token-bucket': {
    term: 'token bucket',
    meaning:
      'A way to limit a rate: tokens drip in at the rate, up to the burst; each call takes one, and a call that finds none is refused.',
  },
  'usage-plan': {
    term: 'usage plan',
    meaning:
      'A rate, burst and quota for the API keys that belong to it, on the stages that it names.',
  },
};
