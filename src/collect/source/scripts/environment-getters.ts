import type {Names, Node, TypeScript} from './names.ts'

const isVariable = /^[A-Za-z_]\w{0,99}$/

/** The variable that a call asks a function of the file for, which looks it up: `get('API_URL', fallback)`. */
export function variableAsked(ts: TypeScript, names: Names, call: Node): string | undefined {
  if (!ts.isCallExpression(call) || !ts.isIdentifier(call.expression)) return undefined
  const [first] = call.arguments
  if (!first || !ts.isStringLiteralLike(first) || !isVariable.test(first.text)) return undefined
  const declared = names.declaredAt(call.expression.text, call)
  const fn = declared && !declared.isParameter ? (declared.value ?? declared.node) : undefined
  return fn && ts.isFunctionLike(fn) && looksUp(ts, names, fn) ? first.text : undefined
}

/** Whether a text has such a function. */
export const asksEnvironment = /\bprocess\.env\[\s*[A-Za-z_$]/
const mostLetters = 5000

/** Whether a function looks its first parameter up in the environment: `process.env[name]`. */
function looksUp(ts: TypeScript, {source}: Names, fn: Node): boolean {
  if (!ts.isFunctionLike(fn)) return false
  const name = fn.parameters[0]?.name
  if (!name || !ts.isIdentifier(name) || fn.end - fn.pos > mostLetters) return false
  const found = /\bprocess\.env\[\s*([A-Za-z_$][\w$]*)\s*\]/.exec(source.text.slice(fn.pos, fn.end))
  return found?.[1] === name.text
}
