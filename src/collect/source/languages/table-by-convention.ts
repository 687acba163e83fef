/** Who names a table after a class: their rules of English differ. */
export type Framework = 'rails' | 'laravel'

const sameInPlural = new Set('equipment information rice money species series fish sheep news police jeans'.split(' '))
/** Of Laravel's library alone. */
const furtherSame = new Set('feedback software hardware audio evidence education traffic knowledge music'.split(' '))
const irregular = new Map([
  ['person', 'people'],
  ['child', 'children'],
  ['man', 'men'],
  ['woman', 'women'],
  ['move', 'moves'],
  ['ox', 'oxen'],
  ['mouse', 'mice'],
  ['louse', 'lice'],
])
const irregularOfLaravel = new Map([
  ['criterion', 'criteria'],
  ['leaf', 'leaves'],
  ['loaf', 'loaves'],
  ['thief', 'thieves'],
  ['foot', 'feet'],
  ['tooth', 'teeth'],
  ['hero', 'heroes'],
  ['echo', 'echoes'],
  ['gas', 'gases'],
  ['lens', 'lenses'],
  ['canvas', 'canvases'],
  ['atlas', 'atlases'],
])

/** An ending and what stands for it, the first that fits; what `rails` says is not so with Laravel. */
const endings: readonly {readonly end: RegExp; readonly plural: string; readonly only?: Framework}[] = [
  {end: /(alias|status)$/, plural: '$1es'},
  {end: /(^ax|^test|analys|bas|cris|thes|hypothes|diagnos)is$/, plural: '$1es'},
  {end: /sis$/, plural: 'ses'},
  {end: /(octop|vir)us$/, plural: '$1i'},
  {end: /bus$/, plural: 'buses', only: 'rails'},
  {end: /us$/, plural: 'uses', only: 'laravel'},
  {end: /(matr|vert|ind)(?:ix|ex)$/, plural: '$1ices'},
  {end: /(quiz)$/, plural: '$1zes'},
  {end: /([ti])um$/, plural: '$1a'},
  {end: /([ti]a)$/, plural: '$1', only: 'rails'},
  {end: /(buffal|tomat)o$/, plural: '$1oes'},
  {end: /(her|potat|volcan)o$/, plural: '$1oes', only: 'laravel'},
  {end: /([^f])fe$/, plural: '$1ves'},
  {end: /([lr])f$/, plural: '$1ves'},
  {end: /([^aeiouy]|qu)y$/, plural: '$1ies'},
  {end: /(x|ch|ss|sh)$/, plural: '$1es'},
  {end: /s$/, plural: 's'},
  {end: /$/, plural: 's'},
]

/** The table that Rails or Laravel keeps a class in where it names none: `OrderLine` is in `order_lines`. */
export function tableByConvention(type: string, framework: Framework): string {
  const words = type
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .split('_')
  return [...words.slice(0, -1), plural(words.at(-1) ?? '', framework)].join('_')
}

function plural(word: string, framework: Framework): string {
  const isLaravel = framework === 'laravel'
  if (sameInPlural.has(word) || (isLaravel && furtherSame.has(word))) return word
  const known = (isLaravel && irregularOfLaravel.get(word)) || irregular.get(word)
  if (known) return known
  const rule = endings.find(({end, only}) => (only === undefined || only === framework) && end.test(word))
  return rule ? word.replace(rule.end, rule.plural) : word
}
