import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventReader, type StreamEvent } from '../../../main/ts/live/events';

function read(...pieces: string[]): StreamEvent[] {
  const events: StreamEvent[] = [];
  const reader = eventReader((event) => events.push(event));
  pieces.forEach(reader);
  return events;
}

test('an event is read wherever the stream is cut', () => {
  const stream = 'id:8123-77\nevent:chat\ndata:{"chat":"a"}\n\n';
  for (let cut = 0; cut <= stream.length; cut++) {
    assert.deepEqual(read(stream.slice(0, cut), stream.slice(cut)), [{ id: '8123-77', name: 'chat', data: '{"chat":"a"}' }]);
  }
});

test('several lines of data are one text', () => assert.equal(read('data: a\ndata: b\n\n')[0]?.data, 'a\nb'));

test('lines may end with a carriage return', () => assert.equal(read('event: x\r\nda', 'ta: 1\r\n\r', '\n').length, 1));

test('comments are no events', () => assert.deepEqual(read(':heartbeat\n\n', ':heartbeat\n\n'), []));

test('an event without an id keeps none of the one before', () => {
  assert.deepEqual(read('id:1\ndata:a\n\ndata:b\n\n').map(({ id }) => id), ['1', null]);
});
