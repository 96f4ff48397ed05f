import { define } from '../i18n/define';

export const words = define({
  id: {
    'ui.close': 'Tutup',
    'ui.cancel': 'Batal',
    'ui.discard': 'Buang tulisan',
    'ui.discardWords': 'Yang Anda tulis di sini belum disimpan.',
    'ui.retry': 'Coba lagi',
    'ui.loading': 'Memuat…',
    'ui.failed': 'Tidak dapat dimuat',
    'ui.more': 'Tampilkan lagi',
    'ui.empty': 'Tidak ada hasil',
    'ui.copy': 'Salin',
    'ui.copied': 'Disalin.',
    'ui.copyFailed': 'Tidak dapat disalin. Pilih teksnya dan salin sendiri.',
  },
  en: {
    'ui.close': 'Close',
    'ui.cancel': 'Cancel',
    'ui.discard': 'Discard the text',
    'ui.discardWords': 'What you wrote here is not saved.',
    'ui.retry': 'Retry',
    'ui.loading': 'Loading…',
    'ui.failed': 'Could not be loaded',
    'ui.more': 'Show more',
    'ui.empty': 'No results',
    'ui.copy': 'Copy',
    'ui.copied': 'Copied.',
    'ui.copyFailed': 'Could not be copied. Select the text and copy it.',
  },
});
