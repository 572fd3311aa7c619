import { createTerminal } from './src/shell/index.ts';
const apis = [{ id: 'abc', name: 'one', createdDate: 1763900000, tags: {a:'b'} }, { id: 'def', name: 'two', createdDate: 1763900001.5 }];
const t = createTerminal({ env: { AWS_ACCESS_KEY_ID: 'first-api' }, files: { 'seed.sh': '#!/bin/bash\nset -euo pipefail\nfor n in a b; do id=$(aws apigateway create-rest-api --name "$n" --query id --output text); echo "made $id"; done\n' }, send: async (r) => {
  const u = new URL(r.url);
  if (u.hostname.startsWith('sts')) return new Response('<GetCallerIdentityResponse xmlns="x"><GetCallerIdentityResult><Arn>arn:x</Arn><UserId>u&amp;</UserId><Account>1</Account></GetCallerIdentityResult></GetCallerIdentityResponse>');
  if (u.hostname.includes('execute-api')) return new Response('hello ' + r.headers.get('origin'), { status: 403, headers: { 'x-a': 'b' } });
  console.error('   >', r.method, r.url, await r.clone().text(), (r.headers.get('authorization')??'').slice(0, 60));
  if (r.method === 'GET' && u.pathname === '/restapis') return Response.json({ item: apis.slice(0, Number(u.searchParams.get('limit') ?? 9)) });
  if (r.method === 'GET') return Response.json({ message: 'Invalid API identifier specified 1:nope' }, { status: 404, headers: { 'x-amzn-errortype': 'NotFoundException' } });
  return Response.json({ id: 'zzz', ...(await r.json() as object) }, { status: 201 });
}});
for (const line of ['aws sts get-caller-identity', 'aws apigateway get-rest-apis', "aws apigateway get-rest-apis --query 'items[?name==`two`].id' --output text", 'aws apigateway get-rest-apis --output table', 'aws apigateway get-rest-apis --output yaml', 'aws apigateway get-rest-apis --output text', 'aws apigateway get-rest-api --rest-api-id nope; echo $?', 'aws apigateway get-rest-api', 'aws apigateway get-rest-apix', 'aws apigateway create-usage-plan --name x --throttle rateLimit=5,burstLimit=2 --api-stages apiId=a,stage=b apiId=c,stage=d --tags a=b', './seed.sh', 'x=5; f() { echo "f $x $1"; }; arr=(1 "2 3")', 'f yo; echo ${arr[1]}; cd /tmp; pwd', 'pwd; false', 'echo $?', 'curl -s -o /dev/null -w "%{http_code}\n" https://abc.execute-api.us-east-1.amazonaws.com/prod -H "Origin: http://x"', 'curl -i -H "Origin: http://x" https://abc.execute-api.us-east-1.amazonaws.com/prod', 'curl https://example.com', 'aws apigateway get-rest-apis --max-items 1', 'ID=$(aws apigateway create-rest-api --name q | jq -r .id)\necho "id=$ID"\nexit 3\necho no', 'aws configure list', 'echo "a', 'nope']) {
  const r = await t.run(line);
  console.log(`$ ${line}\n${r.stdout}${r.stderr ? '[2] ' + r.stderr : ''}(${r.exitCode})`);
}
console.log(JSON.stringify(await t.complete('aws apigateway get-r', 20)), JSON.stringify(await t.complete('aws apigateway update-stage --patch-operations op=', 50)), JSON.stringify(await t.complete('cat se', 6)), JSON.stringify(await t.complete('aws apig', 8)));
