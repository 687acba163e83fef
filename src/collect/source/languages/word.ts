import type {Value} from './fact.ts'

/** A part of a word of a script as it is written: a variable by its name, or what only a run decides. */
export type Piece =
  {readonly text: string} | {readonly variable: string} | {readonly environment: string} | {readonly atRunTime: true}

/** A word of a script, with the variables that its file sets once put in. */
export type Word = readonly Exclude<Piece, {readonly variable: string}>[]

/** What the variables of a file are set to, each time that they are set. */
export type Settings = Pick<ReadonlyMap<string, readonly (readonly Piece[])[]>, 'get'>

const deepest = 6
const longest = 20_000
const mostParts = 500
export const atRunTime: Piece & Word[number] = {atRunTime: true}

/** The word with its variables followed: those that are set once in the file, and `otherwise` for those that are not. */
export function followed(
  pieces: readonly Piece[],
  settings: Settings,
  otherwise: (variable: string) => Word[number] = () => atRunTime,
): Word {
  const word: Word[number][] = []
  const put = (some: readonly Piece[], depth: number): void => {
    for (const piece of some) {
      if (word.length >= mostParts) return
      if (!('variable' in piece)) word.push(piece)
      else {
        const set = settings.get(piece.variable) ?? []
        if (set.length === 1 && set[0] && depth < deepest) put(set[0], depth + 1)
        else word.push(set.length === 0 ? otherwise(piece.variable) : atRunTime)
      }
    }
  }
  put(pieces, 0)
  return word
}

/** Its text, with `{}` for each part that is decided at run time. */
export function textOf(word: Word): string {
  return word
    .map((part) => ('text' in part ? part.text : '{}'))
    .join('')
    .slice(0, longest)
}

/** What it stands for; a variable of the environment at its beginning is the key of a setting. */
export function valueOf(word: Word): Value {
  const [first, ...rest] = word
  if (!first) return {literal: ''}
  if ('environment' in first) {
    const behind = textOf(rest)
    return {key: first.environment, ...(behind && {rest: behind})}
  }
  return 'text' in first && first.text ? {literal: textOf(word)} : {unresolved: 'decided at run time'}
}

/** The word without its first characters, which are text. */
export function behind(word: Word, length: number): Word {
  const [first, ...rest] = word
  if (!first || length <= 0) return word
  if (!('text' in first)) return rest
  const left = first.text.slice(length)
  return left ? [{text: left}, ...rest] : behind(rest, length - first.text.length)
}
