/** Where the sandbox answers: AWS's own names, and this machine. */
const SANDBOX_HOST =
  /^(?:[\w-]+\.)*(?:amazonaws|amazoncognito)\.com$|^(?:[\w-]+\.execute-api\.)?localhost$|^127\.0\.0\.1$|^\[::1\]$/i;

/** Whether the local sandbox answers for this host name; nothing else can be reached from the terminal. */
export const isSandboxHost = (hostname: string): boolean => SANDBOX_HOST.test(hostname);
