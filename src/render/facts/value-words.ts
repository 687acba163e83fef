import {keyWords} from '../../model/key-words.ts'
import type {Json} from '../../model/values.ts'

/** A value as a reader takes it: `yes`; `needed 4, have 1`; never the form in which it is stored. */
export function valueText(value: Json): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (value === null) return 'nothing'
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return value.map(valueText).join(', ')
  return Object.entries(value)
    .map(([key, one]) => `${keyWords(key)} ${valueText(one)}`)
    .join(', ')
}
