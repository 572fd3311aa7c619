import type { Catalog } from '#catalog';
import type { Gates } from './use-cases/gates.ts';
import type { Exams } from './use-cases/exams.ts';
import type { LabDesk } from './use-cases/lab-desk.ts';
import type { Learning } from './use-cases/learning.ts';
import type { Practice } from './use-cases/practice.ts';
import type { Profiles } from './use-cases/profiles.ts';
import type { SearchIndex } from './use-cases/search.ts';
import type { Standing } from './use-cases/standing.ts';

/** The way to the local sandbox's worker. */
export interface SandboxDoor {
  /** Where the sandbox answers AWS clients, for example `http://127.0.0.1:4566`. */
  readonly url: string;
  /** Sends one request; `request.url` names the host that the client meant, also one of AWS's. */
  fetch(request: Request): Promise<Response>;
}

/** Everything pages, endpoints and the command line may ask for; made once, in `compose.ts`. */
export interface App {
  readonly catalog: Catalog;
  readonly practice: Practice;
  readonly exams: Exams;
  readonly labs: LabDesk;
  readonly learning: Learning;
  readonly profiles: Profiles;
  readonly standing: Standing;
  readonly search: SearchIndex;
  readonly sandbox: SandboxDoor;
  /** The figure of a request's way, played by the sandbox. */
  readonly gates: Gates;
  /** What the learner must be told, such as a damaged data file that was kept aside. */
  readonly notices: readonly string[];
  close(): Promise<void>;
}
