import {describe, expect, it} from '@jest/globals'
import {z} from 'zod'
import {DeclaredSystem} from '../../src/model/declared.ts'
import {mappedFields} from '../../src/model/mapped-fields.ts'

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
}

/** What a row of a sheet has no room for. */
const notMapped = ['incidents', 'migration.effort']

function paths(schema: JsonSchema, before = ''): readonly string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => {
    const path = before ? `${before}.${key}` : key
    return inner.properties ? paths(inner, path) : [path]
  })
}

describe('the fields that a column can fill', () => {
  it('are those of a declared system, all but what is named here', () => {
    const declared = paths(z.toJSONSchema(DeclaredSystem, {io: 'input', unrepresentable: 'any'}) as JsonSchema)
    const fields = [
      ...new Set(Object.keys(mappedFields).map((field) => field.replace(/^technologies\..*$/, 'technologies'))),
    ]

    expect([...fields, ...notMapped].toSorted()).toEqual(declared.toSorted())
  })

  it('share no synonym, so that a header never means two', () => {
    const all = Object.entries(mappedFields).flatMap(([field, {synonyms}]) => [...synonyms, field.toLowerCase()])

    expect(all.filter((word, at) => all.indexOf(word) !== at)).toEqual([])
  })
})
