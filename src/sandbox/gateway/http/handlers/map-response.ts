import { passed, refused, type Answer } from '../../context.ts';
import { own } from '../../own.ts';
import { httpFailure, type HttpStep } from '../context.ts';
import { responseVariables } from '../expressions.ts';
import { mapResponseParameters } from '../parameters.ts';

/** Headers of one connection, which a gateway does not hand on (RFC 9110, section 7.6.1). */
const OF_ONE_HOP = [
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'content-encoding',
];

/**
 * The backend's answer becomes the client's, changed by the parameter mapping of its status.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 */
export const mapResponse: HttpStep = {
  name: 'map-response',
  run(exchange) {
    const { backendAnswer: answer, integration } = exchange;
    if (!answer) return refused(httpFailure(500), 'The backend gave no answer.');
    const headers = new Headers(answer.headers);
    for (const name of OF_ONE_HOP) headers.delete(name);
    const mappings = own(integration?.ResponseParameters ?? {}, String(answer.status)) ?? {};
    const status = mapResponseParameters(
      mappings,
      answer.status,
      headers,
      responseVariables(exchange, answer),
    );
    exchange.answer = { status, headers, body: answer.body } satisfies Answer;
    const names = Object.keys(mappings);
    return passed(
      names.length === 0
        ? `The integration maps nothing for status ${answer.status}.`
        : `Mapped ${names.join(', ')} for status ${answer.status}.`,
      { status },
    );
  },
};
