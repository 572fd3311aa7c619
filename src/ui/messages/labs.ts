import type { LabPlace } from '#core';
import type { BlockedReason, LabStanding, VerdictKind } from '#labs';
import { count } from './words.ts';

const BLOCKED: Readonly<Record<BlockedReason, string>> = {
  denied: 'Not allowed to look',
  throttled: 'Too many requests',
  timeout: 'No answer in time',
  network: 'Not reachable',
  undecidable: 'Cannot be told',
  ambiguous: 'Several fit',
  'depends-on': 'Waits for another',
};

const STEPS: Readonly<Record<string, string>> = {
  'resolve-domain': 'Custom domain name',
  'resolve-stage': 'Find the stage',
  'web-acl': 'Web ACL',
  'match-route': 'Find the method',
  'payload-size': 'Size of the body',
  'resource-policy': 'Resource policy',
  authorize: 'Authorization',
  'api-key': 'API key',
  quota: 'Quota of the plan',
  throttle: 'Throttle',
  'count-usage': 'Count the usage',
  'validate-request': 'Request validation',
  'read-cache': 'Read the cache',
  'map-request': 'Map the request',
  integrate: 'Integration',
  'map-response': 'Map the response',
  'write-cache': 'Write the cache',
};

const help = ({ hints, sawSolution }: LabStanding): string => {
  const parts = [hints > 0 && count(hints, 'hint'), sawSolution && 'the solution'].filter(Boolean);
  return parts.length === 0 ? 'on your own' : `with ${parts.join(' and ')}`;
};

export const labs = {
  title: 'Objectives',
  verify: 'Check my work',
  again: 'Check again',
  stop: 'Stop',
  reset: 'Start over',
  resetAsk: 'Everything built in this lab’s account goes, and the starting state is built again.',
  resetYes: 'Yes, start over',
  resetNo: 'Keep my work',
  resetting: 'Building the starting state…',
  resetDone: 'The starting state is ready.',
  setupFailed: 'The starting state could not be built.',
  looking: 'Looking at what you built…',
  reading: (call: string) => `Reading: ${call}`,
  probing: (title: string) => `Calling your API: ${title}`,
  stopped: 'Stopped. Nothing was recorded.',
  summary: (passed: number, all: number) =>
    passed === all
      ? `All ${count(all, 'objective')} met.`
      : `${passed} of ${count(all, 'objective')} met.`,
  offline: 'The server did not answer. Is npm start still running? Then try again.',
  verdict: {
    pass: 'Met',
    fail: 'Not met',
    pending: 'AWS is still at it',
    blocked: 'Could not look',
  } satisfies Record<VerdictKind, string>,
  blocked: BLOCKED,
  notChecked: 'Not checked yet',
  guard: 'Must stay true',
  guardLong: 'True at the start: see that it stays so.',
  seen: 'Seen',
  wanted: 'Wanted',
  next: 'Next',
  evidence: 'What this rests on',
  chooseApi: 'Several APIs bear the name. Look at the one with this id:',
  chooseApiSubmit: 'Check this one',
  hint: (step: number, all: number) =>
    step === 1 ? 'Give me a hint' : `Next hint (${step} of ${all})`,
  hintsOf: (title: string) => `Hints: ${title}`,
  solution: 'Show the solution',
  solutionAsk: 'The badge of this lab will say that you saw the solution.',
  solutionYes: 'Show it',
  solutionNo: 'Not yet',
  solutionTitle: 'A right build',
  solutionNote: 'There are others. This is the one that the lab’s own tests run.',
  badge: (standing: LabStanding) =>
    ({ untouched: 'Not checked yet', tried: 'In progress', passed: `Passed ${help(standing)}` })[
      standing.state
    ],
  /** Where both places have a badge, each says which it speaks of. */
  badgeIn: (place: LabPlace, standing: LabStanding) => {
    const where = place === 'aws' ? 'on AWS' : 'in the sandbox';
    return {
      untouched: `Not checked ${where}`,
      tried: `In progress ${where}`,
      passed: `Passed ${where}, ${help(standing)}`,
    }[standing.state];
  },
  helped: (standing: LabStanding) =>
    standing.state !== 'passed' && (standing.hints > 0 || standing.sawSolution)
      ? `So far ${help(standing)}`
      : '',
  traces: 'The way of a request',
  tracesLead: 'Call your API with curl in the terminal, and see which step of the gateway decided.',
  tracesRefresh: 'Look for requests',
  tracesNone: 'No request has reached an API of this lab yet.',
  tracesFailed: 'The requests could not be read. Try again.',
  tracesPick: 'Request',
  traceOf: (method: string, path: string, status: number) =>
    `${method} ${path} was answered with ${status}`,
  step: (name: string) => STEPS[name] ?? name,
  decision: { pass: 'passed', skip: 'not asked', fail: 'decided here' },
} as const;
