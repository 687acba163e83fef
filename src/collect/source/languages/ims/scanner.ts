import {assemblerStatements, keywordOf} from '../assembler-lines.ts'
import type {FileFacts} from '../fact.ts'
import type {LanguageScanner, ScannedFile} from '../language-scanner.ts'
import type {DbdSeen, PsbSeen} from '../definition-fact.ts'

/** Databases of IMS, and the views that programs have of them. */
export const ims: LanguageScanner = {
  id: 'ims',
  name: 'IMS definitions',
  extensions: ['psb', 'dbd'],
  read: readDefinitions,
  link: () => [],
}

type Pcb = PsbSeen['pcbs'][number]

function readDefinitions({text}: ScannedFile): FileFacts {
  let dbd: DbdSeen | undefined
  const facts: (PsbSeen | DbdSeen)[] = []
  let pcbs: Pcb[] = []
  let first = 1
  for (const {operation, operands, line} of assemblerStatements(text)) {
    if (operation === 'DBD') {
      if (dbd) facts.push(dbd)
      dbd = {
        is: 'dbd',
        name: keywordOf(operands, 'NAME') ?? '',
        access: keywordOf(operands, 'ACCESS') ?? '',
        segments: [],
        dds: [],
        line,
      }
    } else if (operation === 'SEGM' && dbd)
      dbd = {...dbd, segments: [...dbd.segments, keywordOf(operands, 'NAME') ?? '']}
    else if (operation === 'DATASET' && dbd) dbd = {...dbd, dds: [...dbd.dds, keywordOf(operands, 'DD1') ?? '']}
    else if (operation === 'PCB') {
      if (pcbs.length === 0) first = line
      pcbs.push(pcbOf(operands, line))
    } else if (operation === 'SENSEG') {
      const last = pcbs.at(-1)
      if (last) pcbs[pcbs.length - 1] = {...last, segments: [...last.segments, keywordOf(operands, 'NAME') ?? '']}
    } else if (operation === 'PSBGEN') {
      facts.push({is: 'psb', name: keywordOf(operands, 'PSBNAME') ?? '', pcbs, line: first})
      pcbs = []
    }
  }
  return {imports: [], declares: [], facts: dbd ? [...facts, dbd] : facts}
}

function pcbOf(operands: string, line: number): Pcb {
  return {
    database: keywordOf(operands, 'DBDNAME') ?? keywordOf(operands, 'NAME') ?? '',
    type: keywordOf(operands, 'TYPE') ?? 'DB',
    options: keywordOf(operands, 'PROCOPT') ?? '',
    segments: [],
    line,
  }
}
