/** curl's exit codes (curl.se/docs/manpage.html). */
export const EXIT = {
  usage: 2,
  url: 3,
  resolve: 6,
  refused: 7,
  httpError: 22,
  read: 26,
  write: 23,
  redirects: 47,
} as const;
