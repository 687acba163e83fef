import type {Problem, Relation} from '../model/inventory.ts'

/** What a load leaves out, in the words of every store. */
export function duplicateEntity(id: string): Problem {
  return problem('duplicate-entity', `There are two things with the id '${id}'; the first was loaded.`)
}

export function missingEnd({from, type, to}: Relation, lacksFrom: boolean, lacksTo: boolean): Problem {
  const missing = [...(lacksFrom ? [from] : []), ...(lacksTo && to !== from ? [to] : [])]
  const what = missing.map((id) => `'${id}'`).join(' and ')
  return problem('missing-end', `'${from}' ${type} '${to}' was not loaded: the estate has no ${what}.`)
}

export function duplicateRelation(from: string, type: string, to: string): Problem {
  return problem('duplicate-relation', `'${from}' ${type} '${to}' is there twice; the first was loaded.`)
}

export function longId(id: string, mostBytes: number): Problem {
  const shown = `${id.slice(0, 60)}...`
  return problem('id-too-long', `'${shown}' was not loaded: its id has more than ${mostBytes} bytes.`)
}

function problem(code: string, message: string): Problem {
  const hint = 'Mend the inventory that says so, then: domesday resolve'
  return {record: 'problem', code, message: message.toWellFormed(), hint}
}
