const sameInPlural = new Set([
  'equipment',
  'information',
  'rice',
  'money',
  'species',
  'series',
  'fish',
  'sheep',
  'news',
  'data',
  'police',
])
const irregular: Readonly<Record<string, string>> = {
  person: 'people',
  child: 'children',
  man: 'men',
  woman: 'women',
  datum: 'data',
  status: 'statuses',
  address: 'addresses',
}

/** The table that Rails and Laravel keep a class in where it names none: `OrderLine` is in `order_lines`. */
export function tableByConvention(type: string): string {
  const words = type
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .split('_')
  return [...words.slice(0, -1), plural(words.at(-1) ?? '')].join('_')
}

function plural(word: string): string {
  if (sameInPlural.has(word)) return word
  if (Object.hasOwn(irregular, word)) return irregular[word] ?? word
  if (/(?:analys|bas|cris|thes)is$/.test(word)) return word.replace(/is$/, 'es')
  if (/(?:[^aeiou]|qu)y$/.test(word)) return word.replace(/y$/, 'ies')
  if (/(?:x|ch|ss|sh|z)$/.test(word)) return `${word}es`
  return word.endsWith('s') ? word : `${word}s`
}
