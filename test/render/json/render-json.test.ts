import {describe, expect, it} from '@jest/globals'
import {Assessments} from '../../../src/model/assessment.ts'
import {sha256} from '../../../src/model/ids.ts'
import {DocumentInParts, DocumentPart} from '../../../src/model/parts.ts'
import {documentFiles} from '../../../src/render/json/render-json.ts'
import {manySystems, reportInput} from '../inputs.ts'

const {assessments} = reportInput({systems: manySystems(300)})
const limit = 100_000

describe('a document of a report', () => {
  it('is one file where that is small enough', () => {
    const [file, ...others] = [...documentFiles('assessments', assessments)]

    expect(others).toEqual([])
    expect(Assessments.parse(JSON.parse(String(file?.content)))).toEqual(assessments)
  })

  it('past that is in parts, none too large, that together are the whole', () => {
    const files = [...documentFiles('assessments', assessments, limit)]
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
    const first = [...documentFiles('assessments', assessments, limit)].at(-1)

    expect(Assessments.safeParse(JSON.parse(String(first?.content))).success).toBe(false)
  })
})
