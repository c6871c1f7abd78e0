import { expect, test } from 'vitest';
import { keptInMemory, type Found } from '../../src/upstreams/http/kept-answers.ts';

/** Found at once: this one has no socket in between. */
function rig(maxBytes = 1000) {
  let nowMs = 1;
  const answers = keptInMemory({ forMs: 2000, maxBytes, clock: { now: () => nowMs } });
  const find = (address: string) => {
    const found = answers.find(address);
    if (found instanceof Promise) throw new TypeError('It should be here');
    return found;
  };
  const put = (address: string, text: string) => {
    find(address).keep(address, text);
  };
  const pass = (ms: number) => void (nowMs += ms);
  return { find, put, pass, forget: answers.forget };
}

const textOf = ({ text }: Found) => text;

test('an answer is kept for its time, however often it is looked at, and no longer', () => {
  const { find, put, pass } = rig();
  put('a', 'A');
  pass(1000);
  expect(textOf(find('a'))).toBe('A');
  pass(1000);
  expect(textOf(find('a'))).toBe('A');
  pass(1);
  expect(textOf(find('a'))).toBeNull();
});

test('they are bounded: what was not looked at for longest goes first', () => {
  const { find, put } = rig(2 * (2 * 43 + 20));
  for (const address of ['a', 'b']) put(address, address.repeat(10));
  find('a');
  put('c', 'c'.repeat(10));
  expect(['a', 'b', 'c'].map((address) => textOf(find(address)))).toEqual([
    'aaaaaaaaaa',
    null,
    'cccccccccc',
  ]);
});

test('what takes more than there is room for is not kept, and drives nothing out', () => {
  const { find, put } = rig(300);
  put('a', 'A');
  put('b', 'b'.repeat(400));
  expect(textOf(find('a'))).toBe('A');
  expect(textOf(find('b'))).toBeNull();
});

test('a write forgets what is kept, and what will come of looks before it', () => {
  const { find, put, forget } = rig();
  put('a', 'A');
  const before = find('b');
  void forget();
  before.keep('b', 'B');
  expect(textOf(find('a'))).toBeNull();
  expect(textOf(find('b'))).toBeNull();
});
