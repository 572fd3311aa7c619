import { passed, refused } from '../../context.ts';
import { MAX_PAYLOAD_BYTES } from '../../handlers/check-size.ts';
import { httpFailure, type HttpStep } from '../context.ts';

/** 10 MB. Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
export const checkSize: HttpStep = {
  name: 'payload-size',
  run({ request }) {
    const bytes = request.body.length;
    return bytes > MAX_PAYLOAD_BYTES
      ? refused(
          httpFailure(413),
          `The body has ${bytes} bytes; the limit is ${MAX_PAYLOAD_BYTES}.`,
          { bytes },
        )
      : passed(`The body has ${bytes} bytes.`);
  },
};
