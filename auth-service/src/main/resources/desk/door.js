// Sign-in, and registration by an invitation link (#/invitation/…), which works once.

import { byId } from './dom.js';
import { register, signIn } from './session.js';

const form = byId('door-form');

const INVITED = /^#\/(invitation|setup)\/([\w-]{16,200})$/;

const invitation = () => INVITED.exec(location.hash);

export function showDoor(onSignedIn) {
  form.onsubmit = async (event) => {
    event.preventDefault();
    byId('door-problem').hidden = true;
    byId('door-button').disabled = true;
    try {
      await enter();
      form.reset();
      byId('totp-field').hidden = true;
      onSignedIn();
    } catch (error) {
      tell(error);
    } finally {
      byId('door-button').disabled = false;
    }
  };
}

async function enter() {
  const { name, email, identifier, password, totp } = Object.fromEntries(new FormData(form));
  if (invitation()) {
    const [, kind, secret] = invitation();
    await register({ name, email, username: identifier, password, [kind === 'setup' ? 'setup_token' : 'invitation']: secret });
    history.replaceState(null, '', '/');
  }
  await signIn(identifier, password, totp.trim());
}

function tell(error) {
  if (error.code === 'totp_required' && byId('totp-field').hidden) {
    byId('totp-field').hidden = false;
    byId('totp').focus();
    return;
  }
  byId('door-problem').textContent = error.message;
  byId('door-problem').hidden = false;
}

export function openDoor(words = '') {
  const invited = invitation() !== null;
  form.dataset.mode = invited ? 'register' : 'sign-in';
  for (const input of form.querySelectorAll('[data-for] input')) {
    input.required = invited;
  }
  byId('identifier-label').textContent = invited ? 'Username' : 'Username or e-mail';
  byId('password').autocomplete = invited ? 'new-password' : 'current-password';
  byId('door-words').textContent = invited ? 'You are invited to Balas.' : words || 'Sign in to Balas.';
  byId('door-button').textContent = invited ? 'Register' : 'Sign in';
  byId(invited ? 'full-name' : 'identifier').focus();
}
