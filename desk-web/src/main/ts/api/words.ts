import { define } from '../i18n/define';

export const words = define({
  id: {
    'api.offline': 'Anda sedang luring. Periksa koneksi Anda.',
    'api.tooSlow': 'Server tidak menjawab tepat waktu. Coba lagi.',
    'api.signedOut': 'Sesi Anda telah berakhir. Silakan masuk lagi.',
    'api.status': 'Server menjawab dengan status {status}.',
    'api.unexpected': 'Terjadi kesalahan pada halaman ini. Muat ulang halaman.',
  },
  en: {
    'api.offline': 'You are offline. Check your connection.',
    'api.tooSlow': 'The server did not answer in time. Try again.',
    'api.signedOut': 'Your session has ended. Sign in again.',
    'api.status': 'The server returned status {status}.',
    'api.unexpected': 'This page has an error. Reload it.',
  },
});
