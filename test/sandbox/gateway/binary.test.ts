import { describe, expect, test } from 'vitest';
import type { Integration } from '../../../src/sandbox/services/apigateway/state.ts';
import { ACCOUNT, method, mockIntegration, worldOf } from './support.ts';

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0x00]);
const PNG_BASE64 = 'iVBOR//+AA==';

const sent: { body: Uint8Array; text: string } = { body: new Uint8Array(), text: '' };
const backend = async (request: Request) => {
  sent.body = new Uint8Array(await request.arrayBuffer());
  sent.text = new TextDecoder().decode(sent.body);
  return new Response(PNG.slice(), { headers: { 'content-type': 'image/png' } });
};

function api(binaryMediaTypes: string[], integration: Partial<Integration> = {}) {
  const methodIntegration = mockIntegration({
    type: 'HTTP',
    httpMethod: 'POST',
    uri: 'https://backend.example.com/',
    requestTemplates: {},
    integrationResponses: { '200': { statusCode: '200' } },
    ...integration,
  });
  const image = method({ httpMethod: 'POST', methodIntegration });
  return worldOf(
    { '/image': { POST: image, OPTIONS: image } },
    { snapshot: { binaryMediaTypes }, deps: { fetch: backend } },
  );
}

const post = (world: ReturnType<typeof api>, accept?: string) =>
  world.call('POST /image', {
    body: PNG,
    headers: { 'content-type': 'image/png', ...(accept ? { accept } : {}) },
  });

describe('binary media types', () => {
  test('bytes arrive whole only when their type is listed', async () => {
    await post(api(['image/png']));
    expect(sent.body).toEqual(PNG);
    await post(api([]));
    expect(sent.body).not.toEqual(PNG);
  });

  test.each(['image/*', '*/*', '*~1*'])('%s lists the type too', async (pattern) => {
    await post(api([pattern]));
    expect(sent.body).toEqual(PNG);
  });

  test('CONVERT_TO_TEXT hands the backend base64', async () => {
    await post(api(['image/png'], { contentHandling: 'CONVERT_TO_TEXT' }));
    expect(sent.text).toBe(PNG_BASE64);
  });

  test('a client that accepts the type gets bytes, another one base64', async () => {
    const accepted = await post(api(['image/png']), 'image/png');
    expect(new Uint8Array(await accepted.arrayBuffer())).toEqual(PNG);
    expect(await (await post(api(['image/png']), 'application/json')).text()).toBe(PNG_BASE64);
  });

  test('CONVERT_TO_BINARY of what is no base64 is 500', async () => {
    const world = api([], { contentHandling: 'CONVERT_TO_BINARY' });
    expect(
      (await world.call('POST /image', { body: '*', headers: { 'content-type': 'text/plain' } }))
        .status,
    ).toBe(500);
  });

  test('with */* a CORS preflight by MOCK fails until both sides convert to text', async () => {
    const mock = (contentHandling?: string) => {
      const handling = contentHandling ? { contentHandling } : {};
      return api(['*/*'], {
        ...mockIntegration({
          integrationResponses: {
            '200': {
              statusCode: '200',
              ...handling,
              responseTemplates: { 'application/json': '' },
            },
          },
        }),
        ...handling,
      });
    };
    const broken = mock();
    expect((await broken.call('OPTIONS /image')).status).toBe(500);
    expect(broken.gateway.traces(ACCOUNT, 1)[0]?.steps.at(-1)?.reason).toContain(
      'Set contentHandling of the integration to CONVERT_TO_TEXT.',
    );
    expect((await mock('CONVERT_TO_TEXT').call('OPTIONS /image')).status).toBe(200);
  });
});
