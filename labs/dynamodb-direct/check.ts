import { defineLab } from 'gatewise/labs';
import { gather } from './contract.ts';
import {
  judgeAfterArrival,
  judgeArrival,
  judgeMayPut,
  judgeNoMore,
  judgePutItem,
  judgeServed,
} from './judges.ts';
import { probeAnyName, probeArrival, probeRefusal } from './probes.ts';

export default defineLab({
  id: 'dynamodb-direct',
  gather,
  objectives: {
    'serves-pets': {
      wanted: 'Stage "prod" of REST API "pets" serves POST /pets to everybody.',
      judge: judgeServed,
    },
    'put-item': {
      wanted: "POST /pets calls DynamoDB's PutItem itself, as a role.",
      judge: judgePutItem,
    },
    'role-may-put': {
      wanted: 'API Gateway may take on the role, and the role may put items into table "pets".',
      judge: judgeMayPut,
    },
    'role-no-more': {
      wanted: 'The role may do nothing else with this table, and nothing with others.',
      judge: judgeNoMore,
    },
    'item-arrives': {
      wanted:
        'A pet that is posted is in the table under the id that the answer names, each under its own.',
      judge: judgeArrival,
      probe: { where: 'anywhere', send: probeArrival },
    },
    'any-name': {
      wanted: 'Names with quotation marks and apostrophes arrive as they were posted.',
      judge: judgeAfterArrival,
      probe: { where: 'anywhere', send: probeAnyName },
    },
    'refusal-told': {
      wanted: 'What DynamoDB refuses is answered with an error.',
      judge: judgeAfterArrival,
      probe: { where: 'anywhere', send: probeRefusal },
    },
  },
});
