import { request as httpsRequest } from 'node:https';

/** Names under which AWS itself answers for custom domain names: of a Region, or of a CloudFront distribution. */
const AWS_TARGET =
  /^(?:d-[a-z0-9]+\.execute-api\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?|[a-z0-9]+\.cloudfront\.net)$/i;

/** Whether a connection to that host ends at AWS, whatever a learner's DNS says of the domain name. */
export const isAwsTarget = (host: string): boolean => AWS_TARGET.test(host);

/**
 * Calls a custom domain name where AWS answers for it, before any DNS record points there: the connection
 * goes to `target`, the certificate and the `Host` header are those of the domain name.
 * @param request its URL names the domain
 * @param target what `isAwsTarget` takes
 */
export async function callDomain(request: Request, target: string): Promise<Response> {
  const { hostname, pathname, search } = new URL(request.url);
  const body = Buffer.from(await request.arrayBuffer());
  return new Promise((resolve, reject) => {
    const outgoing = httpsRequest(
      {
        host: target,
        servername: hostname,
        method: request.method,
        path: pathname + search,
        headers: { ...Object.fromEntries(request.headers), host: hostname },
        signal: request.signal,
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.once('error', reject);
        incoming.once('end', () => {
          const headers = new Headers();
          for (let index = 0; index < incoming.rawHeaders.length; index += 2)
            headers.append(incoming.rawHeaders[index] ?? '', incoming.rawHeaders[index + 1] ?? '');
          const status = incoming.statusCode ?? 500;
          const isEmpty = status === 204 || status === 304;
          resolve(new Response(isEmpty ? null : Buffer.concat(chunks), { status, headers }));
        });
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}
