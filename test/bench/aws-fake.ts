/** A fake of AWS with many resources in twenty accounts and three regions, for the benchmark: prints its address. */
import {json, type Script, startFakeAws} from '../collect/aws/fake/fake-aws.ts'

const resources = Number(process.argv[2])
const latencyMilliseconds = Number(process.argv[3])
const accounts = Array.from({length: 20}, (_, at) => String(200_000_000_000 + at))
const regions = ['eu-west-1', 'eu-west-2', 'us-east-1']
const share = Math.ceil(resources / accounts.length / regions.length)

const estate: Script = ({operation, account, region, input}) => {
  if (operation === 'ListAccounts')
    return json({Accounts: accounts.map((Id) => ({Id, Name: `Account ${Id.slice(-2)}`, State: 'ACTIVE'}))})
  if (operation !== 'GetResources') return undefined
  const from = Number(input['PaginationToken'] ?? 0)
  const to = Math.min(from + 100, share)
  return json({
    PaginationToken: to < share ? String(to) : '',
    ResourceTagMappingList: Array.from({length: to - from}, (_, at) => ({
      ResourceARN: `arn:aws:dynamodb:${region}:${account}:table/orders-${from + at}`,
      Tags: [
        {Key: 'System', Value: `system-${(from + at) % 300}`},
        {Key: 'Environment', Value: 'production'},
        {Key: 'Owner', Value: 'Payments'},
      ],
    })),
  })
}

const {url} = await startFakeAws(estate, latencyMilliseconds)
process.stdout.write(`${url}\n`)
