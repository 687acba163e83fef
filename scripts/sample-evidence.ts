/** Writes the sample's evidence of AWS anew: what the collector sees of accounts that are made up. */
import {rmSync} from 'node:fs'
import {join} from 'node:path'
import {recordSample, sampleEvidence} from '../test/collect/aws/fake/record-sample.ts'

const evidence = join(import.meta.dirname, '..', sampleEvidence)
rmSync(evidence, {recursive: true, force: true})
const {results} = await recordSample(evidence)
const gaps = results.filter(({status}) => status !== 'complete')
console.log(`${results.length} listings, ${gaps.length} of them with gaps`)
for (const {account, service, operation, reason} of gaps) console.log(`${account} ${service} ${operation}: ${reason}`)
