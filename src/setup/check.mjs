// `npm run check`: the fast part of the tests.
import { ensureInstalled, findNode } from './ensure.mjs';
import { CHECKS, finish, runSteps } from './steps.mjs';

ensureInstalled();
finish(runSteps(findNode(), CHECKS));
