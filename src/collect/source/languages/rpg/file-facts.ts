import type {Named, NativeFile} from '../mainframe-fact.ts'
import {modelFile} from './libraries.ts'
import {operandOf, plainWords} from './operands.ts'
import type {Calculation, Declaration, RpgSource} from './reading.ts'

const reads = /^(?:READ|READE|READP|READPE|REDPE|CHAIN|READC)$/
const fileOperations =
  /^(?:READ|READE|READP|READPE|REDPE|READC|CHAIN|SETLL|SETGT|WRITE|UPDATE|UPDAT|DELETE|DELET|EXFMT|OPEN|EXCEPT|EXCPT)$/
const mostOperations = 100
/** Of a format whose file only its description tells, so many places are kept for each file that may have it. */
const mostOfOne = 5

/** Whether a statement can be about a file of that kind and use. */
function mayBeOf(
  {operation}: {readonly operation: string},
  device: NativeFile['device'],
  does: NativeFile['does'],
): boolean {
  if (device === 'printer') return /^(?:WRITE|EXCE?PT|OPEN)$/.test(operation)
  if (device === 'screen') return true
  if (operation === 'EXFMT' || operation === 'READC') return false
  if (/^(?:WRITE|UPDATE?|DELETE?|EXCE?PT)$/.test(operation)) return does.includes('writes')
  return operation === 'OPEN' || does.includes('reads')
}

/** The files that a program declares, with the statements that name them or one of their formats. */
export function fileFacts({declarations, calculations}: RpgSource): readonly NativeFile[] {
  const files = declarations.filter(({kind, name}) => kind === 'file' && !modelFile.test(name))
  if (files.length === 0) return []
  const operations = calculations.filter(({operation}) => fileOperations.test(operation)).map(operationOf)
  const names = new Set(files.map(({name}) => name))
  const met = new Map<string, number>()
  const kept = operations.filter(({operation, on}) => {
    const key = `${operation} ${on.join(' ')}`
    met.set(key, (met.get(key) ?? 0) + 1)
    return on.some((name) => names.has(name)) || (on.length > 0 && (met.get(key) ?? 0) <= mostOfOne)
  })
  return files.map((file): NativeFile => {
    const device = deviceOf(file)
    const does = usesOf(file)
    const renamed = renamedIn(file.keywords)
    return {
      is: 'native-file',
      name: file.name,
      file: fileOf(file),
      device,
      does,
      how: file.usage === undefined ? 'DCL-F' : `F ${file.name}`,
      // What names another file of the program is none of this one's.
      operations: kept
        .filter(
          (one) =>
            one.on.includes(file.name) || (!one.on.some((name) => names.has(name)) && mayBeOf(one, device, does)),
        )
        .slice(0, mostOperations),
      ...(Object.keys(renamed).length > 0 && {renamed}),
      line: file.line,
    }
  })
}

function operationOf({operation, factor2, isFree, line}: Calculation) {
  const on = isFree ? plainWords(factor2).slice(0, reads.test(operation) || /^SET/.test(operation) ? 3 : 2) : [factor2]
  return {operation, on: on.map((name) => name.toUpperCase()).filter((name) => /^[A-Z@#$£§À-ÿ]/.test(name)), line}
}

function deviceOf({device = ''}: Declaration): NativeFile['device'] {
  if (device === 'WORKSTN') return 'screen'
  return device === 'PRINTER' ? 'printer' : 'disk'
}

function usesOf({usage = 'I'}: Declaration): NativeFile['does'] {
  const does: ('reads' | 'writes')[] = []
  if (/[IUC]/.test(usage)) does.push('reads')
  if (/[OUCA]/.test(usage)) does.push('writes')
  return does
}

/** What the file is at run time: EXTFILE says it, else EXTDESC where it is one, else its own name. */
function fileOf({name, keywords}: Declaration): Named {
  const external = /\bEXTFILE\s*\(([^)]*)\)/i.exec(keywords)?.[1]?.trim()
  const described = operandOf(/\bEXTDESC\s*\(([^)]*)\)/i.exec(keywords)?.[1] ?? '')
  if (external === undefined || /^\*EXTDESC$/i.test(external))
    return external !== undefined && described.literal !== undefined
      ? {literal: objectName(described.literal)}
      : {literal: name}
  const named = operandOf(external)
  return named.literal === undefined ? named : {literal: objectName(named.literal)}
}

/** `LIB/FILE(MEMBER)` without its library and member. */
export function objectName(written: string): string {
  return (
    written
      .trim()
      .replace(/\([^()]*\)$/, '')
      .split('/')
      .at(-1) ?? ''
  )
    .trim()
    .toUpperCase()
}

function renamedIn(keywords: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...keywords.matchAll(/\bRENAME\s*\(\s*([\w@#$£§À-ÿ]+)\s*:\s*([\w@#$£§À-ÿ]+)\s*\)/gi)].map(
      ([, from = '', to = '']) => [to.toUpperCase(), from.toUpperCase()],
    ),
  )
}
