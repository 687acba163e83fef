import {asMap, asText, valueAt} from '../yaml-tree.ts'

type Fields = Readonly<Record<string, unknown>>

const deepest = 5
const mostRounds = 10
/** Variables that one text leads to. */
const mostSteps = 2000
const longest = 10_000

interface Reading {
  readonly depth: number
  readonly steps: {left: number}
}

/** The innermost of variables within variables. */
const innermost = /\$\{([^${}]{1,300})\}/g
/** What the framework fills; CloudFormation fills the rest, as `${AWS::Region}`. */
const ofFramework = /\$\{\s*(?:self|opt|env|sls|param|ssm|cf|s3|file|aws|terraform|vault)\b\s*[:(]/

/**
 * A text with `${self:custom.runtime}`, `${opt:stage, 'dev'}` and `${sls:stage}` filled, within one another too, as far as
 * the file says; undefined where it does not, and for what is no text.
 */
export function filled(
  value: unknown,
  root: Fields,
  reading: Reading = {depth: 0, steps: {left: mostSteps}},
): string | undefined {
  let text = asText(value)
  if (text === undefined || reading.depth > deepest) return undefined
  for (let round = 0; round < mostRounds && text.includes('${'); round += 1) {
    let isOpen = false
    text = text.replace(innermost, (_, variable: string) => {
      const found = variable
        .split(',')
        .map((source) => ofSource(source.trim(), root, reading))
        .find((one) => one !== undefined)
      if (found === undefined) isOpen = true
      return found ?? ''
    })
    if (isOpen || text.length > longest) return undefined
  }
  return text.includes('$') ? undefined : text
}

/** What an option or a variable of the environment is only whoever deploys knows. */
function ofSource(source: string, root: Fields, {depth, steps}: Reading): string | undefined {
  steps.left -= 1
  if (steps.left < 0) return undefined
  const below = {depth: depth + 1, steps}
  const [, literal] = /^'([^']*)'$|^"[^"]*"$/.exec(source) ?? []
  if (literal !== undefined) return literal
  const [, own] = /^self:([\w.-]+)$/.exec(source) ?? []
  if (own !== undefined) return filled(valueAt(root, ...own.split('.')), root, below)
  if (source === 'sls:stage') return filled(valueAt(root, 'provider', 'stage') ?? 'dev', root, below)
  return undefined
}

const unfilled = {'Fn::Unfilled': ''}

/** A part of the template with its texts filled; what the file does not fill is an unknown of the template. */
export function filledPart(part: unknown, root: Fields, depth = 0): unknown {
  if (typeof part === 'string') return filledText(part, root)
  if (depth > 50 || typeof part !== 'object' || part === null) return part
  if (Array.isArray(part)) return part.map((one) => filledPart(one, root, depth + 1))
  return Object.fromEntries(
    Object.entries(asMap(part)).map(([key, one]) => [
      key,
      // In it CloudFormation's own variables stand, which the template knows.
      key === 'Fn::Sub' && typeof one === 'string' ? (filledIn(one, root) ?? one) : filledPart(one, root, depth + 1),
    ]),
  )
}

function filledText(text: string, root: Fields): unknown {
  if (!text.includes('${')) return text
  const whole = filledIn(text, root)
  return whole === undefined || /\$\{AWS::/.test(whole) ? unfilled : whole
}

/** In a text that CloudFormation fills further, its own variables stay. */
function filledIn(text: string, root: Fields): string | undefined {
  let isOpen = false
  const whole = text.replace(/\$\{(?:[^${}]|\$\{[^${}]{0,300}\}){1,600}\}/g, (variable) => {
    if (!ofFramework.test(variable)) return variable
    const found = filled(variable, root)
    if (found === undefined) isOpen = true
    return found ?? ''
  })
  return isOpen ? undefined : whole
}
