/** The texts of one folder. A text that is missing in one language is a compile error. */
export const define = <const K extends string>(words: { id: Record<K, string>; en: Record<NoInfer<K>, string> }) => words;
