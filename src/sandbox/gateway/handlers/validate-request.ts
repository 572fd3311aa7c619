import { own } from '../own.ts';
import { passed, refused, skipped, type Routed, type Step, type Verdict } from '../context.ts';
import { failure } from '../failures.ts';
import { mediaType, textOf } from '../media-types.ts';

/**
 * The method's request validator: required parameters, then the body against its model.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 */
export const validateRequest: Step = {
  name: 'validate-request',
  run(exchange) {
    const { route, compiled } = exchange;
    const validator = compiled.snapshot.requestValidators[route.method.requestValidatorId ?? ''];
    if (!validator) return skipped('The method has no request validator.');
    if (validator.validateRequestParameters) {
      const missing = missingParameters(exchange);
      if (missing.length > 0) return missingVerdict(missing);
    }
    if (validator.validateRequestBody) return validateBody(exchange);
    return passed(`Validator ${validator.name} found nothing missing.`);
  },
};

function missingVerdict(names: readonly string[]): Verdict {
  const message = `Missing required request parameters: [${names.join(', ')}]`;
  return refused(
    failure('BAD_REQUEST_PARAMETERS', { message, validationError: message }),
    `${message}.`,
  );
}

/** Only whether they are there and not blank: types are not looked at. */
function missingParameters({ route, request, pathParameters }: Routed): readonly string[] {
  const missing: string[] = [];
  for (const [source, isRequired] of Object.entries(route.method.requestParameters ?? {})) {
    const [, place, name = ''] =
      /^method\.request\.(path|querystring|header)\.(.+)$/.exec(source) ?? [];
    if (!isRequired || place === undefined) continue;
    const value =
      place === 'path'
        ? pathParameters[name]
        : place === 'header'
          ? request.headers.get(name)
          : request.query.get(name)?.at(-1);
    if (value === undefined || value === null || value.trim() === '') missing.push(name);
  }
  return missing;
}

function validateBody({ route, request, compiled }: Routed): Verdict {
  const models = route.method.requestModels ?? {};
  const type = mediaType(request.headers.get('content-type')) || 'application/json';
  const name = own(models, type) ?? own(models, '$default');
  if (name === undefined)
    return passed(`No model is set for ${type}, so the body is not validated.`, {
      contentType: type,
    });
  const check = compiled.validators.check(name, textOf(request.body));
  if (!check)
    return passed(`The deployment has no model ${name}, so the body is not validated.`, {
      model: name,
    });
  if (check.ok) return passed(`The body fits model ${name}.`, { model: name });
  const validationError = `[${check.problems.join(', ')}]`;
  return refused(
    failure('BAD_REQUEST_BODY', { validationError }),
    `The body does not fit model ${name}: ${check.problems.join('; ')}`,
    {
      model: name,
    },
  );
}
