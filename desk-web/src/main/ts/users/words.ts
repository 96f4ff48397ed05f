import { define } from '../i18n/define';

export const words = define({
  id: {},
  en: {},
});
