/**
 * Where a request comes from. On a desk everything comes from loopback; three headers that only the local
 * sandbox knows say otherwise, so that policies about addresses and endpoints can be tried from both
 * sides. They end here: no backend, template or log sees them. `X-Forwarded-For` counts for nothing, as
 * on AWS.
 */
export interface Origin {
  /** An address; inside a VPC the private one. */
  readonly sourceIp: string;
  readonly sourceVpce?: string;
  readonly sourceVpc?: string;
  /** Two letters (ISO 3166-1): where a web ACL takes the address to be. */
  readonly country?: string;
}

export const SOURCE_IP = 'x-sandbox-source-ip';
/** `vpce-…`, or `vpce-… vpc-…` to name the VPC as well. */
export const SOURCE_VPCE = 'x-sandbox-source-vpce';
/** `DE` */
export const SOURCE_COUNTRY = 'x-sandbox-source-country';

const LOOPBACK = '127.0.0.1';

/** @returns the origin, and the headers as the API sees them */
export function originOf(sent: Headers): { readonly origin: Origin; readonly headers: Headers } {
  const [ip, endpoint] = [sent.get(SOURCE_IP), sent.get(SOURCE_VPCE)];
  const country = sent.get(SOURCE_COUNTRY)?.trim().toUpperCase();
  if (ip === null && endpoint === null && country === undefined)
    return { origin: { sourceIp: LOOPBACK }, headers: sent };
  const headers = new Headers(sent);
  headers.delete(SOURCE_IP);
  headers.delete(SOURCE_VPCE);
  headers.delete(SOURCE_COUNTRY);
  const [sourceVpce, sourceVpc] = (endpoint ?? '').split(/[\s,]+/).filter((part) => part !== '');
  return {
    origin: {
      sourceIp: ip?.trim() ?? LOOPBACK,
      ...(sourceVpce !== undefined && { sourceVpce }),
      ...(sourceVpc !== undefined && { sourceVpc }),
      ...(country !== undefined && { country }),
    },
    headers,
  };
}
