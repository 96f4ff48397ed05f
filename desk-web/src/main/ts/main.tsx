import { render } from 'preact';
import { App } from './app/App';
import { askForConfirmation } from './session/Confirmation';
import { connect, session } from './session/session';

connect(askForConfirmation);
void session.start();
render(<App />, document.getElementById('app') as HTMLElement);
