import type { TraceReader } from '#labs';

/** For probes that look for no traces. */
export const noTraces = {} as TraceReader;
