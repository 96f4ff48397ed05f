// The texts of the folders, by language. A view that is loaded later brings its own.

const words: { id: Record<string, string>; en: Record<string, string> } = { id: {}, en: {} };

/** Adds the texts of one folder. A text that is missing in one language is a compile error. */
export function define<const K extends string>(texts: { id: Record<K, string>; en: Record<NoInfer<K>, string> }): typeof texts {
  Object.assign(words.id, texts.id);
  Object.assign(words.en, texts.en);
  return texts;
}

export const wordsOf = (language: 'id' | 'en'): Readonly<Record<string, string>> => words[language];
