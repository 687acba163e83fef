import {describe, expect, it} from '@jest/globals'
import type {Fact, FileFacts, TypeSeen} from '../../../src/collect/source/languages/fact.ts'
import {settleRouters} from '../../../src/collect/source/languages/go/routers-given.ts'
import {settleServed} from '../../../src/collect/source/languages/java/settle-served.ts'
import {withConstants} from '../../../src/collect/source/languages/known-constants.ts'
import type {FileRead} from '../../../src/collect/source/languages/language-scanner.ts'
import {referred} from '../../../src/collect/source/languages/shared-constants.ts'
import {servedRoots} from '../../../src/collect/source/served-roots.ts'
import {overlaysByFile} from '../../../src/collect/source/manifests/kubernetes/kustomize.ts'
import {filled} from '../../../src/collect/source/manifests/serverless/filled.ts'

const layers = Array.from({length: 9}, (_, at) => at)
const many = Array.from({length: 30}, (_, at) => at)
const read = (path: string, found: Partial<FileFacts>): FileRead => ({
  file: {path, sha256: ''},
  found: {imports: [], declares: [], facts: [], ...found},
})
const serves = (more: Partial<Extract<Fact, {is: 'serves'}>>): Fact => ({
  is: 'serves',
  method: 'GET',
  path: {literal: '/x'},
  line: 1,
  ...more,
})
const all = (files: readonly FileRead[]): readonly Fact[] => files.flatMap(({found}) => found.facts)

/** Thirty things in each of nine layers, each of all those above: 30 to the power of 9 ways lead through them. */
describe('what is put together of layers that all lead to each other', () => {
  it('is constants, of which one that grows without end is none', () => {
    const constants = Object.fromEntries([
      ['C.L0', 'a'],
      ...layers.map((at) => [`C.L${at + 1}`, many.map(() => `${referred}C.L${at}${referred}`).join('')] as const),
    ])
    const path = (name: string): Fact => serves({path: {constant: name}})

    expect(all(withConstants([read('A.java', {constants, facts: [path('C.L1'), path('C.L9')]})]))).toEqual([
      serves({path: {literal: `/${'a'.repeat(30)}`}}),
      serves({path: {unresolved: 'a constant that is not in the tree'}}),
    ])
  })

  it('is mapped classes, whose bases stand in many files', () => {
    const constants = Object.fromEntries(
      layers.flatMap((at) =>
        many.map((one) => [`class m.C${at}x${one}`, many.map((to) => `m.C${at + 1}x${to}`).join(' ')]),
      ),
    )
    const mapped: Fact = {is: 'mapped', entity: 'A', table: {literal: 'a'}, below: ['m.C0x0'], line: 1}

    expect(all(withConstants([read('m.py', {constants, facts: [mapped]})]))).toEqual([])
  })

  it('is interfaces of Java', () => {
    const types = layers.flatMap((at) =>
      many.map((one): TypeSeen => ({
        name: `T${at}x${one}`,
        line: 1,
        isOpen: true,
        ...(at > 0 && {takes: many.map((to) => `T${at - 1}x${to}`)}),
      })),
    )
    const ends: TypeSeen = {name: 'End', line: 7, takes: many.map((one) => `T8x${one}`)}
    const fact = serves({within: {type: 'T0x0', isOpen: true}})

    expect(all(settleServed([read('A.java', {types: [...types, ends], facts: [fact]})]))).toEqual([serves({})])
  })

  it('is routers that functions of Go give each other', () => {
    const given = layers.flatMap((at) =>
      many.flatMap((one) =>
        many.map((to): Fact => ({
          is: 'type-served',
          type: at === 0 ? '' : `f${at}x${one}#0`,
          base: {literal: `/${one}`},
          gives: `dir: f${at + 1}x${to}#0`,
          line: 1,
        })),
      ),
    )
    const fact = serves({within: {type: 'f8x0#0'}})

    expect(
      all(settleRouters([read('a.go', {facts: [...given, fact]})])).filter(({is}) => is === 'serves'),
    ).toHaveLength(20)
  })

  it('is files of routes of Symfony', () => {
    const facts = new Map(
      many.map((one): [string, readonly Fact[]] => [
        `config/routes/${one}.yaml`,
        [{is: 'root', by: 'symfony', path: {literal: `/${one}`}, below: '', line: 1}],
      ]),
    )
    const owner = {id: 'o', name: 'o'}
    const rootOf = servedRoots({facts, ownerOf: () => owner, follow: () => []})

    expect(rootOf(owner, 'symfony', 'src/A.php')).toBe('{}')
  })

  it('is kustomizations', () => {
    const parsed = layers.flatMap((at) =>
      many.map((one) => ({
        file: {path: `${at}x${one}/kustomization.yaml`, text: '', sha256: ''},
        documents: [
          {root: {resources: many.map((to) => `../${at + 1}x${to}`)}, lineOf: () => 1, text: ''},
        ] as unknown as Parameters<typeof overlaysByFile>[0][number]['documents'],
      })),
    )

    expect(overlaysByFile(parsed).size).toBeLessThan(1000)
  })

  it('is variables of Serverless', () => {
    const root = Object.fromEntries(layers.map((at) => [`v${at}`, many.map(() => `\${self:v${at + 1}}`).join('')]))

    expect(filled('${self:v0}', {...root, v9: 'a'})).toBeUndefined()
    expect(filled('${self:v8}', {...root, v9: 'a'})).toBe('a'.repeat(30))
  })
})
