import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '../../../main/ts/api/problem';
import { Connection, type LiveState } from '../../../main/ts/live/connection';
import { settled, TestClock, TestLine } from './line';

function connected() {
  const clock = new TestClock();
  const line = new TestLine();
  const states: LiveState[] = [];
  const data: string[] = [];
  let gaps = 0;
  const connection = new Connection(
    line,
    {
      onEvent: (event) => data.push(event.data),
      onState: (state) => states.at(-1) !== state && states.push(state),
      onSign: () => {},
      onGap: () => (gaps += 1),
    },
    clock,
    () => 0.5,
  );
  return { clock, line, states, data, connection, gaps: () => gaps };
}

async function live() {
  const all = connected();
  all.connection.start(null);
  await settled();
  await all.line.send('id:1\nevent:ready\ndata:[]\n\n');
  return all;
}

test('the stream resumes after the last event', async () => {
  const { clock, line, states, connection } = await live();
  await line.send('id:2\ndata:a\n\n');
  await line.cut();
  assert.deepEqual(states, ['connecting', 'live', 'connecting']);
  await clock.pass(300);
  assert.deepEqual(line.opened, [null, '2']);
  await line.send('id:3\ndata:b\n\n');
  assert.equal(states.at(-1), 'live');
  connection.stop();
});

test('a silent line is given up after 40 seconds', async () => {
  const { clock, line, states, connection } = await live();
  await clock.pass(39_000);
  assert.equal(states.at(-1), 'live');
  await clock.pass(2_000);
  assert.notEqual(states.at(-1), 'live');
  await clock.pass(300);
  assert.deepEqual(line.opened, [null, '1']);
  connection.stop();
});

test('comments keep a line alive', async () => {
  const { clock, line, states, connection } = await live();
  for (let times = 0; times < 10; times++) {
    await clock.pass(15_000);
    await line.send(':heartbeat\n\n');
  }
  assert.equal(states.at(-1), 'live');
  assert.equal(line.opened.length, 1);
  connection.stop();
});

test('a line that stays down is reported and tried at most every 10 seconds', async () => {
  const { clock, line, states, connection } = await live();
  line.isDown = true;
  await line.cut();
  await clock.pass(60_000);
  assert.equal(states.at(-1), 'offline');
  assert.ok(line.opened.length >= 8 && line.opened.length <= 14, `${line.opened.length} attempts`);
  line.isDown = false;
  await clock.pass(10_000);
  await line.send('id:1\ndata:x\n\n');
  assert.equal(states.at(-1), 'live');
  connection.stop();
});

test('the return of the network ends the wait at once', async () => {
  const { clock, line, connection } = await live();
  line.isDown = true;
  await line.cut();
  await clock.pass(30_000);
  const attempts = line.opened.length;
  line.isDown = false;
  connection.wake();
  await settled();
  assert.equal(line.opened.length, attempts + 1);
  connection.stop();
});

test('a loss of the network is offline at once', async () => {
  const { states, connection } = await live();
  connection.lost();
  await settled();
  assert.equal(states.at(-1), 'offline');
  connection.stop();
});

test('a page that wakes up after sleep tries a doubtful line anew', async () => {
  const { clock, line, connection } = await live();
  await clock.pass(25_000);
  connection.wake();
  await settled();
  await clock.pass(500);
  assert.equal(line.opened.length, 2);
  connection.stop();
});

test('a page that wakes up leaves a good line alone', async () => {
  const { clock, line, connection } = await live();
  await clock.pass(5_000);
  connection.wake();
  await clock.pass(1_000);
  assert.equal(line.opened.length, 1);
  connection.stop();
});

test('an id that the server refuses is forgotten, and changes may be missing', async () => {
  const { clock, line, gaps, connection } = await live();
  await line.cut();
  line.refusal = Object.assign(new Error('invalid'), { status: 400 });
  await clock.pass(5_000);
  assert.deepEqual(line.opened, [null, '1', null]);
  assert.equal(gaps(), 1);
  connection.stop();
});

test('a refusal is waited out as long as the server asks', async () => {
  const { clock, line, connection } = await live();
  await line.cut();
  line.refusal = new Problem(503, {}, 30);
  await clock.pass(20_000);
  assert.equal(line.opened.length, 2);
  await clock.pass(11_000);
  assert.equal(line.opened.length, 3);
  connection.stop();
});

test('a server that hangs up at once is not hammered', async () => {
  const { clock, line, connection } = await live();
  for (let times = 0; times < 300; times++) {
    await line.send('id:1\nevent:ready\ndata:[]\n\n');
    await line.cut();
    await clock.pass(200);
  }
  assert.ok(line.opened.length < 20, `${line.opened.length} attempts in a minute`);
  connection.stop();
});

test('a stopped stream stays closed', async () => {
  const { clock, line, connection } = await live();
  connection.stop();
  await clock.pass(120_000);
  connection.wake();
  await settled();
  assert.equal(line.opened.length, 1);
});
