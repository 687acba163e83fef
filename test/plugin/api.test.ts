import {describe, expect, it} from '@jest/globals'
import type {z} from 'zod'
import type * as api from '../../src/plugin/api.ts'
import * as schemas from '../../src/plugin/department.ts'
import * as scans from '../../src/plugin/scanned.ts'

/** A value of the authors' types as it comes over from the worker: functions as numbers. */
type Wire<T> = T extends (...inputs: never) => unknown
  ? {readonly 'domesday:function': number}
  : T extends readonly (infer I)[]
    ? readonly Wire<I>[]
    : T extends object
      ? {readonly [K in keyof T]: Wire<T[K]>}
      : T
type DeepReadonly<T> = T extends readonly (infer I)[]
  ? readonly DeepReadonly<I>[]
  : T extends object
    ? {readonly [K in keyof T]: DeepReadonly<T[K]>}
    : T
type Accepted<S extends z.ZodType> = DeepReadonly<z.input<S>>

// The compiler is the test: what an author may write is what the host accepts, and all that it accepts can be written.
const department = (written: Wire<api.Department>): Accepted<typeof schemas.Department> => written
const claim = (written: api.Claim): Accepted<typeof schemas.Claim> => written
const proposal = (written: api.Proposal): Accepted<typeof schemas.Proposal> => written
const weight = (written: api.Weight): Accepted<typeof schemas.Weight> => written
const content = (written: api.SectionContent): Accepted<typeof schemas.SectionContent> => written
const scanned = (written: api.Scanned): Accepted<typeof scans.Scanned> => written
const keys: readonly (keyof api.Department)[] = Object.keys(schemas.Department.shape) as (keyof z.input<
  typeof schemas.Department
>)[]

describe("the authors' types", () => {
  it('and the host agree', () => {
    const organisations = [{id: 'clocks', name: 'Clocks'}]
    expect(schemas.Department.parse(department({apiVersion: 1, organisations}))).toMatchObject({organisations})
    expect(keys).toContain('criteria')
    expect(schemas.Claim.parse(claim({system: 'a', why: 'b'}))).toEqual({system: 'a', why: 'b'})
    expect(schemas.Weight.parse(weight({points: 1, because: 'b'}))).toEqual({points: 1, because: 'b'})
    expect(schemas.SectionContent.parse(content({paragraphs: []}))).toEqual({paragraphs: []})
    expect(scans.Scanned.parse(scanned({declares: ['a']}))).toMatchObject({declares: ['a']})
    const score = {low: 1, high: 2, confidence: 1, rationale: 'r', evidence: [], missing: []}
    expect(schemas.Proposal.parse(proposal({effect: 'widen', ...score}))).toMatchObject({effect: 'widen'})
  })

  it('ask for a cell in every column', () => {
    expect(schemas.Table.safeParse({columns: ['a', 'b'], rows: [['1']]}).success).toBe(false)
  })
})
