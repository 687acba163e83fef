/** What people call the values of declared fields, by the value that is meant. */
const words: Readonly<Record<string, readonly string[]>> = {
  'on-premises': ['on prem', 'onprem', 'on premise', 'physical', 'data centre', 'datacentre', 'in house'],
  hypervisor: ['vm', 'vms', 'vmware', 'virtual', 'virtual machine', 'hyper v'],
  cloud: ['aws', 'azure', 'gcp', 'iaas', 'paas', 'public cloud'],
  desktop: ['pc', 'laptop', 'client'],
  mainframe: ['zos', 'ibm z'],
  call: ['api', 'http', 'https', 'rest', 'soap', 'rpc', 'service', 'sync'],
  file: ['ftp', 'sftp', 'batch', 'csv', 'extract'],
  message: ['queue', 'mq', 'kafka', 'event', 'events', 'async'],
  store: ['db', 'database', 'sql', 'data', 'table', 'tables'],
  partly: ['partial', 'partially', 'some', 'mostly'],
  yes: ['y', 'true'],
  no: ['n', 'false'],
  'not-needed': ['n/a', 'na', 'not required'],
  rehost: ['lift and shift'],
  retire: ['decommission', 'sunset', 'remove'],
  retain: ['keep', 'leave'],
  replatform: ['lift and reshape'],
  repurchase: ['replace', 'buy'],
  refactor: ['rewrite', 'rebuild', 'rearchitect'],
  critical: ['p1', 'sev1'],
}

/** The value that an everyday word stands for, among those that may stand here. */
export function everydayWord(word: string, values: readonly string[]): string | undefined {
  const plain = word
    .trim()
    .toLowerCase()
    .replace(/[-_\s]+/g, ' ')
  return values.find((value) => Object.hasOwn(words, value) && words[value]?.includes(plain))
}

const nobody = new Set([
  ...['?', '-', '\u2013', '\u2014', 'none', 'nil', 'no', 'no one', 'nobody', 'no supplier', 'no vendor', 'no contract'],
  ...['not applicable', 'n/a', 'na', 'n.a.', 'unknown', 'not known', 'not available', 'tbc', 'tbd', 'tba'],
])

/** Whether a text that should name somebody says that there is nobody, or that it is not known who. */
export function namesNobody(text: string): boolean {
  return nobody.has(text.trim().replace(/\s+/g, ' ').toLowerCase())
}
