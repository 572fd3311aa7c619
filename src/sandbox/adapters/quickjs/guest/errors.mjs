// Errors as the Lambda runtime names them. Runs inside QuickJS.

export function runtimeError(name, message, stack) {
  const error = new Error(message);
  error.name = `Runtime.${name}`;
  if (stack !== undefined) error.stack = stack;
  return error;
}

const isError = (value) =>
  value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';

/** As many as Node keeps. */
const MAX_FRAMES = 10;

/** `Name: message`, then one line per frame, as Node writes a stack. */
function traceOf(error) {
  const head = `${error.name}: ${error.message}`;
  const frames = String(error.stack ?? '')
    .split('\n')
    .filter((line) => line.trim().startsWith('at ') && !line.includes('gatewise:'))
    .slice(0, MAX_FRAMES);
  return [...head.split('\n'), ...frames.map((line) => `    ${line.trim()}`)];
}

/** What Invoke answers for a failed invocation: `errorType`, `errorMessage`, `trace`. */
export function errorPayload(error) {
  try {
    if (!isError(error)) {
      return { errorType: typeof error, errorMessage: String(error), trace: [] };
    }
    if (error.name === 'InternalError' && error.message === 'stack overflow')
      return errorPayload(new RangeError('Maximum call stack size exceeded'));
    return {
      errorType: String(error.name),
      errorMessage: String(error.message),
      trace: traceOf(error),
    };
  } catch {
    return {
      errorType: 'handled',
      errorMessage:
        'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
      trace: [],
    };
  }
}
