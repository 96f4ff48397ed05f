import { define } from '../i18n/define';

export const words = define({
  id: {
    'help.agents': 'Untuk agen',
    'help.leads': 'Untuk admin',
    'help.sample': 'Apakah pesanan saya sudah dikirim?',
    'help.answer': 'Pesanan Anda dikirim hari ini.',
    'help.note': 'tolong cek stok di gudang.',
    'help.minutes': '{count} mnt',
  },
  en: {
    'help.agents': 'For agents',
    'help.leads': 'For admins',
    'help.sample': 'Has my order been sent?',
    'help.answer': 'Your order leaves today.',
    'help.note': 'please check the stock.',
    'help.minutes': '{count} min',
  },
});
