/** Source: docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
export const NAME_PATTERN =
  '(\\*\\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])';
const NAME = new RegExp(`^${NAME_PATTERN}$`);

export const isDomainName = (text: string): boolean => text.length <= 253 && NAME.test(text);

/** Whether a certificate's name covers the other: `*.example.com` stands for one level. */
export function covers(certified: string, name: string): boolean {
  const [one, other] = [certified.toLowerCase(), name.toLowerCase()];
  if (one === other) return true;
  return one.startsWith('*.') && other.slice(other.indexOf('.') + 1) === one.slice(2);
}
