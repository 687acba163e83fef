import {describe, expect, it} from '@jest/globals'
import {Assessments} from '../../../src/model/assessment.ts'
import {sha256} from '../../../src/model/ids.ts'
import {DocumentInParts, DocumentPart} from '../../../src/model/parts.ts'
import {documentFiles, type DocumentMemory} from '../../../src/render/json/render-json.ts'
import type {RenderedFile} from '../../../src/render/rendered.ts'
import {manySystems, reportInput} from '../inputs.ts'

const {assessments} = reportInput({systems: manySystems(300)})
const limit = 100_000

/** The files of a document, of a small limit, as none of them stands already. */
function filesOf(document: Assessments, memory?: DocumentMemory): readonly RenderedFile[] {
  return [...documentFiles('assessments', document, {most: limit, memory})].filter((file) => 'content' in file)
}

/** Remembers what it is told, as if each file stood as it was made. */
function remembering() {
  const known = new Map<string, string>()
  const memory: DocumentMemory = {
    get: (path, key) => known.get(`${path} ${key}`),
    note: (path, key, hash) => known.set(`${path} ${key}`, hash),
  }
  return memory
}

describe('a document of a report', () => {
  it('is one file where that is small enough', () => {
    const [file, ...others] = [...documentFiles('assessments', assessments)].filter((one) => 'content' in one)

    expect(others).toEqual([])
    expect(Assessments.parse(JSON.parse(String(file?.content)))).toEqual(assessments)
  })

  it('past that is in parts, none too large, that together are the whole', () => {
    const files = [...filesOf(assessments)]
    const first = files.pop()
    const index = DocumentInParts.parse(JSON.parse(String(first?.content)))
    const parts = files.map(({content}) => DocumentPart.parse(JSON.parse(String(content))))

    expect(files.length).toBeGreaterThan(2)
    expect(files.filter(({content}) => Buffer.byteLength(content) > limit)).toEqual([])
    expect(index.parts.map(({path, items, from, sha256: hash}) => [path, items, from, hash])).toEqual(
      files.map(({path, content}, at) => [path, parts[at]?.items.length, parts[at]?.from, sha256(content)]),
    )
    expect({...index.document, systems: parts.flatMap(({items}) => items)}).toEqual(assessments)
  })

  it('in parts is taken for the whole by no reader of the whole', () => {
    const first = filesOf(assessments).at(-1)

    expect(Assessments.safeParse(JSON.parse(String(first?.content))).success).toBe(false)
  })

  it('leaves the parts that stand already, and names them as before', () => {
    const memory = remembering()
    const first = filesOf(assessments, memory)

    expect(first.length).toBeGreaterThan(3)
    expect(filesOf(structuredClone(assessments), memory)).toEqual(first.slice(-1))
  })

  it('makes a part again when anything that it holds is not as it was', () => {
    const memory = remembering()
    filesOf(assessments, memory)
    const [first, ...others] = assessments.systems
    if (!first) throw new Error('no system')
    const changed = {...assessments, systems: [{...first, name: 'Renamed'}, ...others]}

    expect(filesOf(changed, memory)).toEqual(
      filesOf(changed).filter(({path}) => path === 'assessments-1.json' || path === 'assessments.json'),
    )
  })
})
