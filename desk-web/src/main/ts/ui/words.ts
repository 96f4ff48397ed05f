import { define } from '../i18n/define';

export const words = define({
  id: {
    'ui.close': 'Tutup',
    'ui.cancel': 'Batal',
    'ui.retry': 'Coba lagi',
    'ui.loading': 'Memuat…',
    'ui.failed': 'Tidak dapat dimuat',
    'ui.more': 'Tampilkan lagi',
    'ui.empty': 'Tidak ada hasil',
  },
  en: {
    'ui.close': 'Close',
    'ui.cancel': 'Cancel',
    'ui.retry': 'Retry',
    'ui.loading': 'Loading…',
    'ui.failed': 'Could not be loaded',
    'ui.more': 'Show more',
    'ui.empty': 'No results',
  },
});
