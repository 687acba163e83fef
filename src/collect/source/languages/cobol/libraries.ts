/** Members that come with compilers and subsystems, so that no tree has them. */
export const systemMembers =
  /^(?:DFH\w*|SQLCA|SQLDA|CMQ\w*|CEE\w*|IGZ\w*|EZA\w*|DLIUIB|ISPF\w*|IXC\w*|CSQ\w*|DSN\w*|DFS\w*|SQLENV|WINDOWS|CICSTYPE)$/

/** Programs that come with the system: what they are of, by the beginning of their names. */
const origins: readonly (readonly [RegExp, string])[] = [
  [/^CEE/, 'Language Environment'],
  [/^(?:MQ[A-Z0-9]+|CSQ[A-Z0-9]+)$/, 'IBM MQ'],
  [/^(?:CBLTDLI|AIBTDLI|PLITDLI|ASMTDLI|CEETDLI|AERTDLI|FORTDLI)$/, 'IMS'],
  [/^DFS[A-Z0-9]+$/, 'IMS'],
  [/^DFH[A-Z0-9]+$/, 'CICS'],
  [/^(?:DSN[A-Z0-9]+|SQL[A-Z]{2,5})$/, 'Db2'],
  [/^(?:EZA|EZB)[A-Z0-9]+$/, 'z/OS Communications Server'],
  [/^(?:IGZ|ILBO)[A-Z0-9]+$/, 'COBOL run time'],
  [
    /^(?:PLI(?:DUMP|RETC|RETV|SRT[A-D]|CKPT|REST|CANC|TEST|FILL|MOVE|OVER|XOPT|FREE)|IBM[A-Z0-9]{4,5})$/,
    'PL/I run time',
  ],
  [/^(?:ADM[A-Z]{2,5}|GDDM)$/, 'GDDM'],
  [/^(?:CBL_|PC_|X"|MF)[A-Z0-9_]*$/, 'Micro Focus run time'],
  [/^(?:C\$|CBL\$|W\$|M\$)[A-Z0-9]+$/, 'ACUCOBOL run time'],
  [/^(?:ISPLINK|ISPEXEC|ISREDIT)$/, 'ISPF'],
  [
    /^(?:IKJ|IRX|BPX|IXG|ISG|IEA|IEB|IEF|IEH|IEW|IDC|ICE|IGY|AMA|ADR|AXR|CSF|CSN|IST|ISP|ASM|HEW|IFA|IFL|ISF|IXC|IXM)[A-Z0-9]+$/,
    'z/OS',
  ],
  [/^(?:SDSF|SORT|SYNCSORT|DFSORT|ICETOOL|SYNCTOOL|IDCAMS|FTP|FTPC|XMITIP)$/, 'z/OS'],
]

/** What a program that comes with the system is of; undefined for one that an organisation writes itself. */
export function originOfProgram(name: string): string | undefined {
  return origins.find(([pattern]) => pattern.test(name))?.[1]
}

/** Programs that IMS is called by. */
export const dliPrograms: ReadonlySet<string> = new Set([
  'CBLTDLI',
  'AIBTDLI',
  'CEETDLI',
  'PLITDLI',
  'ASMTDLI',
  'AERTDLI',
])
