// The wire format of server-sent events.

export interface StreamEvent {
  /** Null for an event without an id: the stream resumes after an earlier one. */
  id: string | null;
  name: string;
  data: string;
}

/** Returns a function that takes the pieces of a stream as they arrive. Comments are dropped. */
export function eventReader(onEvent: (event: StreamEvent) => void): (piece: string) => void {
  let rest = '';
  let event: StreamEvent = { id: null, name: 'message', data: '' };
  let hasData = false;

  function line(text: string): void {
    if (text === '') {
      if (hasData || event.id !== null) {
        onEvent(event);
      }
      event = { id: null, name: 'message', data: '' };
      hasData = false;
      return;
    }
    const colon = text.indexOf(':');
    const field = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? '' : text.slice(text[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'data') {
      event.data = hasData ? `${event.data}\n${value}` : value;
      hasData = true;
    } else if (field === 'event') {
      event.name = value;
    } else if (field === 'id') {
      event.id = value;
    }
  }

  return (piece) => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const one of lines) {
      line(one.endsWith('\r') ? one.slice(0, -1) : one);
    }
  };
}
