import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createTemplateEngine,
  DEFAULT_LIMITS,
} from '../../../../src/sandbox/gateway/mapping/vtl/index.ts';
import { movableClock } from '../support.ts';

const engine = createTemplateEngine(movableClock());
function render(template: string) {
  const rendered = engine.render(template, () => undefined);
  return rendered.ok ? rendered.text : `PROBLEM ${rendered.problem}`;
}

describe('Velocity as API Gateway runs it', () => {
  test.each([
    ['plain text with $5 and #hash', 'plain text with $5 and #hash'],
    ['#set($x = "a")$x ${x}b $!x', 'a ab a'],
    ['$unknown $unknown.part ${unknown}', '$unknown $unknown.part ${unknown}'],
    ['[$!unknown]', '[]'],
    ['## a comment\ntext#* another *#', 'text'],
    [
      '#set($a = 7 / 2)$a #set($b = 7.0 / 2)$b #set($c = 7 % 4)$c #set($d = 2 + 3 * 4)$d',
      '3 3 3 14',
    ],
    ['#set($a = 1 / 0)[$!a]', '[]'],
    ['#set($a = "x" + 1)$a', 'x1'],
    ['#set($a = "$x")$a #set($x = "1")#set($b = "$x:${x}")$b #set($c = \'$x\')$c', '$x 1:1 $x'],
    ['#if(1 == 1.0)y#end#if("1" == 1)y#end#if("a" != "b")y#end', 'yyy'],
    ['#if("")empty text is true#end', 'empty text is true'],
    ['#if(0)zero is true#end', 'zero is true'],
    ['#if($none)x#{else}null is false#end', 'null is false'],
    ['#if(false)a#elseif(true)b#else c#end', 'b'],
    ['#if(!false && (true || false))yes#end', 'yes'],
    [
      '#foreach($x in ["a", "b", "c"])$foreach.count:$x#if($foreach.hasNext), #end#end',
      '1:a, 2:b, 3:c',
    ],
    [
      '#foreach($x in [1..3])#foreach($y in [1..2])$foreach.parent.index$foreach.index #end#end',
      '00 01 10 11 20 21 ',
    ],
    ['#foreach($x in [3..1])$x#end', '321'],
    ['#foreach($x in [1..9])#if($x == 3)#break#end$x#end', '12'],
    ['#set($x = "kept")#foreach($x in [1..2])$x#end$x', '12kept'],
    ['#set($m = {"b": 1, "a": [1, "two", {}]})$m', '{b=1, a=[1, two, {}]}'],
    [
      '#set($m = {})#set($m.key = "v")$m.key $m["key"] $m.get("key") $m.size() $m.isEmpty()',
      'v v v 1 false',
    ],
    [
      '#set($m = {"a": 1})$m.containsKey("a") $m.containsKey("b") $m.getOrDefault("b", 9)',
      'true false 9',
    ],
    ['#set($m = {"a": 1, "b": 2})#foreach($k in $m.keySet())$k=$m.get($k);#end', 'a=1;b=2;'],
    [
      '#set($m = {"a": 1, "b": 2})#foreach($e in $m.entrySet())$e.key=$e.getValue();#end',
      'a=1;b=2;',
    ],
    ['#set($m = {"a": 1})#set($ignored = $m.put("c", 3))$!m.remove("a") $m', '1 {c=3}'],
    [
      '#set($l = [])#set($ignored = $l.add("x"))$l.size() $l.get(0) $l[0] $l.contains("x") $l',
      '1 x x true [x]',
    ],
    [
      '#set($s = "Hello World")$s.length() $s.toUpperCase() $s.substring(0, 5) $s.indexOf("W") $s.replace("o", "0")',
      '11 HELLO WORLD Hello 6 Hell0 W0rld',
    ],
    [
      '#set($s = "a1b22")$s.replaceAll("[0-9]+", "#") $s.replaceAll("([a-z])", "<$1>") $s.matches("[a-z0-9]+")',
      'a#b# <a>1<b>22 true',
    ],
    ['#set($s = "a,b,,")$s.split(",") $s.split(",").size()', '[a, b] 2'],
    [
      '#set($s = "abc")$s.startsWith("a") $s.endsWith("c") $s.contains("z") $s.equals("abc") $s.isEmpty()',
      'true true false true false',
    ],
    ['#set($Integer = 0)#set($n = $Integer.parseInt("41") + 1)$n', '42'],
    ['#macro(greet $name)Hello $name!#end#greet("Ada")', 'Hello Ada!'],
    ['#define($block)x$y#end#set($y = 1)$block', 'x1'],
    ['#[[not $parsed #if]]#', 'not $parsed #if'],
    [
      '#set($m = {"class": "x"})$m.class $m.constructor $m.__proto__',
      'x $m.constructor $m.__proto__',
    ],
    ['#set($m = {})#set($ignored = $m.put("__proto__", "p"))$m.size() $m.get("__proto__")', '1 p'],
    ['a#stop b', 'a'],
    ['#set($a = "say ""hi""")$a', 'say "hi"'],
    ['#{if}(true)a#{else}b#{end}c', 'ac'],
    ['#if(1 lt 2 and not false)y#end#if(1 ge 2 or 1 ne 1)n#end', 'y'],
    ['$x-y ${x}-y', '$x-y ${x}-y'],
    ['costs $5.00, #1 and #hashtag', 'costs $5.00, #1 and #hashtag'],
    ['\\$x \\#if(true)', '$x #if(true)'],
    ['#none("a")', '#none("a")'],
    ['#set($k = "key")#set($m = {$k: 1})$m $m.key.', '{key=1} 1.'],
    ['#set($l = [1, 2, [3]])$l[2][0] $l.get(0)', '3 1'],
    ['#set($x = -3)#set($y = $x * -1)$y', '3'],
  ])('%j gives %j', (template, text) => {
    expect(render(template)).toBe(text);
  });

  test('setting null leaves the variable as it was', () => {
    expect(render('#set($a = 1)#set($a = $none)$a')).toBe('1');
  });
});

describe('a template cannot hold the sandbox up', () => {
  test.each([
    [
      '#foreach($i in [1..1001])x#end',
      'A #foreach went past 1000 rounds, the most API Gateway allows.',
    ],
    [
      '#set($s = "xxxxxxxxxx")#foreach($i in [1..30])#set($s = "$s$s")#end',
      'The template built a text longer than 10485760 characters.',
    ],
    [
      '#set($s = "aaaaaaaaaaaaaaaaaaaaaaaaa")#foreach($i in [1..30])#set($s = $s.replace("a", "aaaaaaaaaa"))#end',
      'The template built a text longer than 10485760 characters.',
    ],
    [
      '#foreach($i in [1..1000])#foreach($j in [1..1000])#end#end',
      'The template took more than 500000 steps.',
    ],
    ['#set($l = [1..400000])#set($k = [1..400000])', 'The template took more than 500000 steps.'],
    ['#macro(loop)#loop()#end#loop()', '"#loop" calls itself more than 20 levels deep.'],
    ['#define($d)$d#end$d', '"$d" calls itself more than 20 levels deep.'],
    [
      '#set($l = [])#set($ignored = $l.add($l))$l',
      'The template printed a value that holds itself, or is nested too deeply.',
    ],
    [
      '#set($s = "a").replaceAll#set($x = $s.replaceAll("(a+)+b", ""))',
      'The pattern "(a+)+b" could take exponential time. Write it without repeating a group that itself repeats or chooses.',
    ],
    ['#if($x', 'The template is not valid Velocity: ")" is missing at line 1, column 7.'],
    [
      'a\n#if(true) b',
      'The template is not valid Velocity: the #end of an #if is missing at line 2, column 12.',
    ],
    [
      '#end',
      'The template is not valid Velocity: #end has no #if or #foreach before it at line 1, column 5.',
    ],
    [
      '#set($x = y)',
      'The template is not valid Velocity: "y" is no value (texts need quotes) at line 1, column 11.',
    ],
    [
      '#set($x = "y)',
      'The template is not valid Velocity: the closing " is missing at line 1, column 12.',
    ],
    [
      '#set(x = 1)',
      'The template is not valid Velocity: a variable such as $name is missing at line 1, column 6.',
    ],
    [
      '#foreach($x of [1])#end',
      'The template is not valid Velocity: "in" is missing at line 1, column 13.',
    ],
  ])('%s', (template, problem) => {
    expect(render(template)).toBe(`PROBLEM ${problem}`);
  });

  test.each(['(', '!', '[', '$a[', '$a.b(', '{"a":', '"$a', '-'])(
    '%j nested without end is a problem, not a crash',
    (piece) => {
      expect(render(`#set($x = ${piece.repeat(50_000)}`)).toMatch(
        /^PROBLEM The template is not valid Velocity: /,
      );
    },
  );

  test.each([
    '#if(true)',
    '#foreach($x in [1])',
    '$a.b "x",\n',
    '$',
    '#',
    '${',
    '#[[',
    '#*',
    '#set($x = 1)\n',
    '\\',
    '#m("',
    '#end',
  ])('%j as often as 300 KB can hold is read to the end', (piece) => {
    // A parser of quadratic cost would need minutes here and run into the test's own limit.
    expect(render(piece.repeat(Math.floor(300_000 / piece.length)))).toBeTypeOf('string');
  });

  test('it is stopped when its time is over', () => {
    let now = 0;
    const slow = createTemplateEngine({ now: () => (now += 100) });
    const rendered = slow.render(
      '#foreach($i in [1..900])#foreach($j in [1..50])$j#end#end',
      () => undefined,
    );
    expect(rendered).toEqual({ ok: false, problem: 'The template ran for more than 1000 ms.' });
  });

  test('whatever the template, it ends with a text or a problem', () => {
    const piece = fc.constantFrom(
      '#set($x = "$x$x")',
      '#set($x = [1..9])',
      '#foreach($i in $x)',
      '#end',
      '#if($x)',
      '#else',
      '$x',
      '$x.size()',
      '$x.add($x)',
      '#macro(m $a)',
      '#m($x)',
      '#break',
      '{',
      '}',
      '"',
      '$',
      '#',
      '$x.put("a", $x)',
      '#set($x = {"a": $x})',
      ' ',
      '${',
      'text',
    );
    const limits = { ...DEFAULT_LIMITS, maxSteps: 5_000, maxTextLength: 100_000 };
    const small = createTemplateEngine(movableClock(), limits);
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const rendered = small.render(pieces.join(''), () => undefined);
        expect(
          rendered.ok ? rendered.text.length <= limits.maxTextLength : rendered.problem.length > 0,
        ).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('text without directives comes out as it went in', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !/[#$\\]/.test(text)),
        (text) => {
          expect(render(text)).toBe(text);
        },
      ),
    );
  });
});
