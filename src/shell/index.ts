export { type CommandResult, type Send } from './command.ts';
export type { Candidate, Completion } from './complete.ts';
export { createRequest, createResponse } from './request.ts';
export { isSandboxHost } from './hosts.ts';
export {
  HOME,
  type OutputPiece,
  type RunResult,
  type Terminal,
  type TerminalOptions,
  createTerminal,
} from './terminal.ts';
