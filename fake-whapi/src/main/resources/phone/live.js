// The live stream of the fake. After a reconnect everything is loaded again.

const EVENTS = ['bubble', 'faults', 'channel', 'person'];
const LONGEST_WAIT_MS = 5000;

/** Calls `onEvent(name, data)`, `onState('live' | 'lost')`, and `onReturn()` after a reconnect. */
export function listen({ onEvent, onState, onReturn }) {
  let wait = 250;
  let wasLost = false;

  function connect() {
    const source = new EventSource('/fake/events');
    source.onopen = () => {
      wait = 250;
      onState('live');
      if (wasLost) {
        wasLost = false;
        onReturn();
      }
    };
    source.onerror = () => {
      source.close();
      wasLost = true;
      onState('lost');
      setTimeout(connect, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    };
    for (const name of EVENTS) {
      source.addEventListener(name, (event) => onEvent(name, JSON.parse(event.data)));
    }
  }

  connect();
}
