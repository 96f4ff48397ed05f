// The session. The access token is kept in memory only; the cookie that renews it is hidden from scripts.
// Tabs renew one at a time where the browser has locks. Two renewals at once are harmless.

let access = null;
const ends = [];
const others = new BroadcastChannel('balas-session');

export const token = () => access;

export function whenEnded(action) {
  ends.push(action);
}

function ended() {
  access = null;
  ends.forEach((action) => action());
}

others.onmessage = () => ended();

async function post(path, body, bearer) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}) },
    body: JSON.stringify(body),
  });
  return { response, answer: response.status === 204 ? {} : await response.json().catch(() => ({})) };
}

const alone = (action) => (navigator.locks ? navigator.locks.request('balas-session', action) : action());

/** Returns whether the user is signed in. `stale` is the rejected token: another call may have renewed it meanwhile. */
export function renew(stale = null) {
  return alone(async () => {
    if (access !== stale) {
      return access !== null;
    }
    const { response, answer } = await post('/auth/refresh', {});
    if (response.ok) {
      access = answer.access_token;
    } else if (response.status === 401 || response.status === 403) {
      access = null;
    } else {
      throw new Error(answer.detail ?? 'The server does not respond. Try again later.');
    }
    return access !== null;
  });
}

/** Throws an Error whose `code` says whether an authenticator code is required. */
export async function signIn(identifier, password, totp) {
  const { response, answer } = await post('/auth/login', { identifier, password, ...(totp ? { totp } : {}), cookie: true });
  if (!response.ok) {
    throw Object.assign(new Error(answer.detail ?? 'The server does not respond. Try again later.'), { code: answer.code });
  }
  access = answer.access_token;
}

export async function register(person) {
  const { response, answer } = await post('/auth/register', person);
  if (!response.ok) {
    throw new Error(answer.detail ?? 'The server does not respond. Try again later.');
  }
}

export async function signOut() {
  await post('/auth/logout', {}, access);
  others.postMessage('ended');
  ended();
}

/** The session is over: an admin has ended it, or it has expired. */
export function lose() {
  if (access !== null) {
    ended();
  }
}
