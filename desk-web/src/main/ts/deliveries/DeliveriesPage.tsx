import { text } from '../i18n';

export function DeliveriesPage() {
  return <h1>{text('app.deliveries')}</h1>;
}
