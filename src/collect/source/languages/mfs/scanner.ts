import {assemblerStatements, insideOf, operandParts} from '../assembler-lines.ts'
import type {FileFacts} from '../fact.ts'
import type {LanguageScanner, ScannedFile} from '../language-scanner.ts'
import type {MessageFormat} from '../definition-fact.ts'

/** Screens of IMS: formats of devices, and the messages that come from them and go to them. */
export const mfs: LanguageScanner = {
  id: 'mfs',
  name: 'MFS',
  extensions: ['mfs'],
  read: readFormats,
  link: () => [],
}

function readFormats({text}: ScannedFile): FileFacts {
  const facts: MessageFormat[] = []
  let open: MessageFormat | undefined
  const close = (): void => {
    if (open) facts.push(open)
    open = undefined
  }
  for (const {name, operation, operands, line} of assemblerStatements(text)) {
    if (operation === 'FMT' && name) {
      close()
      open = {is: 'mfs', kind: 'format', name, fields: 0, line}
    } else if (operation === 'MSG' && name) {
      close()
      open = messageOf(name, operandParts(operands), line)
    } else if (operation === 'FMTEND' || operation === 'MSGEND') close()
    // A message has fields as the program sees them, a format as the screen does: those alone that have a name there.
    else if (open && (operation === 'MFLD' || (operation === 'DFLD' && name))) open = {...open, fields: open.fields + 1}
  }
  close()
  return {imports: [], declares: facts.map(({name}) => name), facts}
}

function messageOf(name: string, parts: readonly string[], line: number): MessageFormat {
  const valueOf = (keyword: string): string | undefined => {
    const part = parts.find((one) => one.toUpperCase().startsWith(`${keyword}=`))
    return part === undefined ? undefined : insideOf(part.slice(keyword.length + 1))[0]?.toUpperCase()
  }
  const [format, next] = [valueOf('SOR'), valueOf('NXT')]
  return {
    is: 'mfs',
    kind: valueOf('TYPE') === 'OUTPUT' ? 'output' : 'input',
    name,
    ...(format && {format}),
    ...(next && {next}),
    fields: 0,
    line,
  }
}
