import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Lane } from '../../../../../api/src/main/resources/web/sdk/lane.js';

const event = (seq) => ({ seq });
const seqs = (events) => events.map(({ seq }) => seq);

test('what is in turn goes through, what came twice does not', () => {
  const lane = new Lane('c', 4);
  assert.deepEqual(seqs(lane.take(event(5))), [5]);
  assert.deepEqual(seqs(lane.take(event(5))), []);
  assert.deepEqual(seqs(lane.take(event(3))), []);
  assert.equal(lane.behind, 0);
});

test('behind a hole everything waits, and comes in one run when it is filled', () => {
  const lane = new Lane('c', 4);
  assert.deepEqual(seqs(lane.take(event(7))), []);
  assert.deepEqual(seqs(lane.take(event(6))), []);
  assert.equal(lane.behind, 3);
  assert.deepEqual(seqs(lane.take(event(5))), [5, 6, 7]);
  assert.equal(lane.behind, 0);
});

test('behind a hole so many wait and no more: the rest is fetched again', () => {
  const lane = new Lane('c', 0);
  for (let seq = 2; seq <= 1_500; seq += 1) lane.take(event(seq));
  assert.equal(lane.take(event(1)).length, 1_001);
  assert.equal(lane.behind, 499);
});

test('beginning anew drops what was before', () => {
  const lane = new Lane('c', 4);
  lane.take(event(9));
  lane.startAt(20);
  assert.deepEqual(seqs(lane.take(event(9))), []);
  assert.deepEqual(seqs(lane.take(event(21))), [21]);
});

test('what waited behind a hole is not of the history that begins anew', () => {
  const lane = new Lane('c', 4);
  lane.take({ seq: 9, history: 'old' });
  lane.startAt(7);
  assert.deepEqual(seqs(lane.take(event(8))), [8]);
});

test('after its end a lane follows nothing', () => {
  const lane = new Lane('c', 4);
  lane.end();
  assert.equal(lane.isFollowed, false);
  assert.equal(lane.behind, 0);
});

test('in whatever order and however often events come, each goes through once and in order', () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const random = randomFrom(seed);
    const lane = new Lane('c', 0);
    const length = 1 + Math.floor(random() * 60);
    const all = Array.from({ length }, (_, i) => i + 1);
    const coming = [...all, ...all.filter(() => random() < 0.5)]
      .map((seq) => ({ seq, at: seq + random() * 20 }))
      .sort((a, b) => a.at - b.at);
    const through = coming.flatMap(({ seq }) => seqs(lane.take(event(seq))));
    assert.deepEqual(through, all, `seed ${seed}`);
  }
});

// Mulberry32: small, and the same everywhere.
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
