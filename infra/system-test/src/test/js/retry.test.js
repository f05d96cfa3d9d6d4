import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ParleyProblem } from '../../../../../api/src/main/resources/web/sdk/problem.js';
import { Backoff, Pace, Turns, repeating } from '../../../../../api/src/main/resources/web/sdk/retry.js';
import { FakeClock, promised, settled } from './fakes.js';

const away = () => ParleyProblem.network();

test('waits grow, stay between half a step and the whole, and have an end', () => {
  const clock = new FakeClock();
  const backoff = new Backoff(clock, { first: 100, most: 1_000 });
  clock.luck = 0;
  assert.deepEqual([1, 2, 3, 4, 5].map(() => backoff.next()), [50, 100, 200, 400, 500]);
  clock.luck = 1;
  assert.equal(backoff.next(), 1_000);
  backoff.reset();
  assert.equal(backoff.next(), 100);
});

test('what the server asked for comes on top', () => {
  const backoff = new Backoff(new FakeClock(), { first: 100 });
  assert.equal(backoff.next(3), 3_075);
});

test('a thing is done again until it succeeds', async () => {
  const clock = new FakeClock();
  let tries = 0;
  const doing = repeating(async () => (++tries < 3 ? Promise.reject(away()) : 'done'), {
    clock,
    mayRepeat: () => true,
  });
  await clock.advance(5_000);
  assert.equal(await doing, 'done');
  assert.equal(tries, 3);
});

test('there is an end in number, and in time', async () => {
  const clock = new FakeClock();
  let tries = 0;
  const failing = async () => {
    tries += 1;
    throw away();
  };
  const inNumber = repeating(failing, { clock, tries: 3, mayRepeat: () => true }).catch((e) => e);
  await clock.advance(60_000);
  assert.equal((await inNumber).code, 'network_error');
  assert.equal(tries, 3);

  const busy = async () => {
    throw new ParleyProblem({ code: 'rate_limited', status: 429, retryAfter: 3_600 });
  };
  const problem = await repeating(busy, { clock, mayRepeat: () => true }).catch((e) => e);
  assert.equal(problem.retryAfter, 3_600);
});

test('a wait can be ended by the caller', async () => {
  const clock = new FakeClock();
  const controller = new AbortController();
  const how = { clock, mayRepeat: () => true, signal: controller.signal };
  const doing = repeating(async () => Promise.reject(away()), how).catch((e) => e);
  await settled();
  controller.abort(new Error('enough'));
  assert.equal((await doing).message, 'enough');
  assert.equal(clock.waiting, 0);
});

test('so many jobs run at once, the others in turn', async () => {
  const turns = new Turns(2);
  const jobs = [promised(), promised(), promised()];
  const begun = [];
  jobs.forEach((job, i) => turns.take(() => (begun.push(i), job.promise)).catch(() => {}));
  await settled();
  assert.deepEqual(begun, [0, 1]);
  jobs[0].reject(new Error('failed'));
  await settled();
  assert.deepEqual(begun, [0, 1, 2]);
});

test('a burst goes through, then the pace is kept', async () => {
  const clock = new FakeClock();
  const pace = new Pace(clock, { burst: 30, perSecond: 15 });
  let through = 0;
  for (let i = 0; i < 60; i += 1) pace.turn().then(() => (through += 1));
  await settled();
  assert.equal(through, 30);
  await clock.advance(1_000);
  assert.equal(through, 45);
  await clock.advance(1_000);
  assert.equal(through, 60);
});
