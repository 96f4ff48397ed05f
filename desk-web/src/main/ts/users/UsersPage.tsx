import { text } from '../i18n';

export function UsersPage() {
  return <h1>{text('app.users')}</h1>;
}
