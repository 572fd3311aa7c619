// `npm run check`: the fast part of the tests.
import { ensureInstalled, findNode } from './ensure.mjs';
import { CHECKS, finish, runSteps } from './steps.mjs';

await ensureInstalled();
finish(await runSteps(findNode(), CHECKS));
