import { text } from '../i18n';

export function AuditPage() {
  return <h1>{text('app.audit')}</h1>;
}
