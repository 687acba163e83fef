/**
 * A large tree of COBOL and JCL for measurements: plainly invented, like life in its proportions, and the same bytes for
 * the same numbers. `node test/bench/generate-mainframe.ts <folder> [programs] [seed]`
 */
import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {type Chance, seeded} from './seeded.ts'

export interface MainframeSize {
  /** Of about 1,000 lines each; a copybook for four of them, a job for four. */
  readonly programs: number
  readonly seed: number
}

const perFolder = 1000

/** Gives how many lines and bytes were written. */
export function generateMainframe(folder: string, {programs, seed}: MainframeSize): {lines: number; bytes: number} {
  const chance = seeded(seed)
  const written = {lines: 0, bytes: 0}
  const write = (kind: string, index: number, name: string, lines: readonly string[]): void => {
    const own = join(folder, `${kind}${Math.floor(index / perFolder)}`)
    if (index % perFolder === 0) mkdirSync(own, {recursive: true})
    const text = `${lines.join('\n')}\n`
    writeFileSync(join(own, name), text)
    written.lines += lines.length
    written.bytes += text.length
  }
  const copybooks = Math.ceil(programs / 4)
  for (let index = 0; index < copybooks; index += 1) write('cpy', index, `${named('C', index)}.cpy`, copybook(index))
  for (let index = 0; index < programs; index += 1)
    write('cbl', index, `${named('P', index)}.cbl`, program(index, {programs, copybooks, chance}))
  for (let index = 0; index < copybooks; index += 1)
    write('jcl', index, `${named('J', index)}.jcl`, job(index, {programs, chance}))
  return written
}

function named(letter: string, index: number): string {
  return `${letter}${String(index).padStart(7, '0')}`
}

/** A line of code with a number before it and a tag behind it. */
function coded(lines: readonly string[]): readonly string[] {
  return lines.map(
    (line, index) =>
      `${String(index * 10)
        .padStart(6, '0')
        .slice(-6)} ${line.padEnd(65)}TIDES01`,
  )
}

function copybook(index: number): readonly string[] {
  const fields = Array.from({length: 80}, (_, field) =>
    field % 3 === 0
      ? `    05  C${index}-AMOUNT-${field}      PIC S9(9)V99 COMP-3.`
      : `    05  C${index}-FIELD-${field}       PIC X(${10 + (field % 20)}).`,
  )
  return coded([`01  C${index}-RECORD.`, `    05  C${index}-PGM  PIC X(8) VALUE '${named('P', index)}'.`, ...fields])
}

interface Around {
  readonly programs: number
  readonly copybooks: number
  readonly chance: Chance
}

function program(index: number, {programs, copybooks, chance}: Around): readonly string[] {
  const any = (count: number): number => Math.floor(chance() * count)
  const book = any(copybooks)
  const lines = [
    'IDENTIFICATION DIVISION.',
    `PROGRAM-ID. ${named('P', index)}.`,
    'ENVIRONMENT DIVISION.',
    'INPUT-OUTPUT SECTION.',
    'FILE-CONTROL.',
    '    SELECT IN-FILE ASSIGN TO INFILE.',
    '    SELECT OUT-FILE ASSIGN TO OUTFILE.',
    'DATA DIVISION.',
    'WORKING-STORAGE SECTION.',
    '01  WS-NAMES.',
    `    05  WS-NEXT-PGM  PIC X(8) VALUE '${named('P', any(programs))}'.`,
    ...Array.from({length: 120}, (_, item) => `    05  WS-ITEM-${item}  PIC X(${8 + (item % 30)}) VALUE SPACES.`),
    ...Array.from({length: 5}, (_, copy) => `    COPY ${named('C', (book + copy) % copybooks)}.`),
    'PROCEDURE DIVISION.',
    'MAIN-PARA.',
    '    OPEN INPUT IN-FILE OUTPUT OUT-FILE.',
  ]
  for (let paragraph = 0; paragraph < 60; paragraph += 1)
    lines.push(...statements(paragraph, index % mains === 0 ? named('P', calledBy(index, any)) : undefined, any(500)))
  return coded([...lines, '    GOBACK.'])
}

/** One program in ten is run by jobs, and calls some of the nine behind it. */
const mains = 10

function calledBy(index: number, any: (count: number) => number): number {
  return index + 1 + any(mains - 1)
}

function statements(paragraph: number, called: string | undefined, table: number): readonly string[] {
  const leading = [
    called === undefined ? '    CONTINUE.' : `    CALL '${called}' USING WS-NAMES.`,
    '    EXEC CICS LINK PROGRAM(WS-NEXT-PGM) END-EXEC.',
    `    EXEC SQL SELECT A INTO :WS-ITEM-1 FROM TIDES.T${table} END-EXEC.`,
    `    EXEC CICS READ FILE('F${table}') INTO(WS-NAMES) END-EXEC.`,
  ]
  return [
    `PARA-${paragraph}.`,
    `*   WHAT IS DONE HERE IS INVENTED`,
    ...Array.from({length: 6}, (_, step) => [
      `    IF WS-ITEM-${step} NOT = SPACES`,
      `        MOVE WS-ITEM-${step} TO WS-ITEM-${step + 20}`,
      `    END-IF`,
    ]).flat(),
    leading[paragraph % leading.length] ?? '',
  ]
}

function job(index: number, {programs, chance}: Omit<Around, 'copybooks'>): readonly string[] {
  const step = (number: number): readonly string[] => [
    `//STEP${number} EXEC PGM=${named('P', Math.floor((chance() * programs) / mains) * mains)}`,
    '//STEPLIB  DD DISP=SHR,DSN=TIDES.LOADLIB',
    `//INFILE   DD DISP=SHR,DSN=TIDES.DATA.D${Math.floor(chance() * programs)}`,
    '//OUTFILE  DD DISP=(NEW,CATLG,DELETE),',
    `//            DSN=TIDES.DATA.D${Math.floor(chance() * programs)}`,
    '//SYSOUT   DD SYSOUT=*',
  ]
  const steps = Array.from({length: 5}, (_, number) => step(number + 1)).flat()
  return [`//${named('J', index)} JOB (TIDES),CLASS=A`, '//* INVENTED', ...steps]
}

if (import.meta.main) {
  const [folder = '.', programs = '8000', seed = '1'] = process.argv.slice(2)
  process.stdout.write(
    `${JSON.stringify(generateMainframe(folder, {programs: Number(programs), seed: Number(seed)}))}\n`,
  )
}
