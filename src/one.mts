import { parse } from 'just-bash';
try {
  parse(process.argv[2]!);
} catch (e) {
  console.log((e as Error).message);
}
console.log('ok');
