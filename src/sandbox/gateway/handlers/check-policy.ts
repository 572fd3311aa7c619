import { refused, skipped, type Step } from '../context.ts';
import { failure } from '../failures.ts';

/**
 * Resource policy. The local sandbox cannot evaluate one yet, and says so rather than let everyone in.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
export const checkPolicy: Step = {
  name: 'resource-policy',
  run({ compiled: { snapshot } }) {
    if (snapshot.policy === undefined || snapshot.policy === '') {
      return skipped('The deployment has no resource policy.');
    }
    return refused(
      failure('API_CONFIGURATION_ERROR', {
        message:
          'The local sandbox does not evaluate resource policies yet. Deploy the API without one to call it here.',
      }),
      'The deployment has a resource policy, and the local sandbox does not evaluate them yet.',
    );
  },
};
