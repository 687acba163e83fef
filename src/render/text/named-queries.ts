import {wrap} from './clean.ts'

interface Listed {
  readonly id: string
  readonly question: string
  readonly parameters: readonly {readonly name: string; readonly meaning: string; readonly default?: string}[]
}

const idWidth = 24

/** The questions that can be asked by name, in 80 columns. */
export function renderQueries(queries: readonly Listed[]): string {
  return queries.flatMap(queryLines).join('\n')
}

function queryLines({id, question, parameters}: Listed): readonly string[] {
  const said = [
    ...wrap(question, 80 - idWidth - 2),
    ...parameters.flatMap(({name, meaning, default: otherwise}) =>
      wrap(`--param ${name}=<${meaning}>${otherwise ? `, or ${otherwise}` : ''}`, 80 - idWidth - 2),
    ),
  ]
  return said.map((line, at) => `  ${(at === 0 ? id : '').padEnd(idWidth)}${line}`)
}
