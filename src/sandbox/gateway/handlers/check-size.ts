import { passed, refused, type Step } from '../context.ts';
import { failure } from '../failures.ts';

/** 10 MB. Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
export const MAX_PAYLOAD_BYTES = 10 * 1024 * 1024;

/** Refuses bodies over the payload quota. */
export const checkSize: Step = {
  name: 'payload-size',
  run({ request }) {
    const bytes = request.body.length;
    return bytes > MAX_PAYLOAD_BYTES
      ? refused(
          failure('REQUEST_TOO_LARGE'),
          `The body has ${bytes} bytes; the limit is ${MAX_PAYLOAD_BYTES}.`,
          { bytes },
        )
      : passed(`The body has ${bytes} bytes.`);
  },
};
