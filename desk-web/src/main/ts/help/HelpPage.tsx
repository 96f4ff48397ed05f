import { text } from '../i18n';

export function HelpPage() {
  return <h1>{text('app.help')}</h1>;
}
