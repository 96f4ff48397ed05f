import { define } from '../i18n/define';

export const words = define({
  id: {
    'help.agents': 'Untuk agen',
    'help.leads': 'Untuk admin',
  },
  en: {
    'help.agents': 'For agents',
    'help.leads': 'For admins',
  },
});
