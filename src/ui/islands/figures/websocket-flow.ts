export const PLACES = ['ann', 'gateway', 'function', 'table', 'ben'] as const;
export type Place = (typeof PLACES)[number];

/** One arrow of the figure; its sentence lies in the messages under the same id. */
export interface FlowStep {
  readonly id: string;
  readonly from: Place;
  readonly to: Place;
}

const START = [
  { id: 'open', from: 'ann', to: 'gateway' },
  { id: 'connect', from: 'gateway', to: 'function' },
  { id: 'store', from: 'function', to: 'table' },
  { id: 'message', from: 'ann', to: 'gateway' },
  { id: 'route', from: 'gateway', to: 'function' },
  { id: 'lookUp', from: 'function', to: 'table' },
  { id: 'post', from: 'function', to: 'gateway' },
] as const satisfies readonly FlowStep[];
const DELIVERED = [
  { id: 'deliver', from: 'gateway', to: 'ben' },
  { id: 'answer', from: 'gateway', to: 'ann' },
] as const satisfies readonly FlowStep[];
const GONE = [
  { id: 'gone', from: 'gateway', to: 'function' },
  { id: 'forget', from: 'function', to: 'table' },
] as const satisfies readonly FlowStep[];

export const STEP_COUNT = START.length + DELIVERED.length;

/** @param isGone whether the receiver vanished without a goodbye */
export const flowOf = (isGone: boolean) => [...START, ...(isGone ? GONE : DELIVERED)] as const;
