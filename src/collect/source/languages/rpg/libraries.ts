/** Programs of IBM i by which queues of data are sent to and taken from. */
export const dataQueuePrograms: Readonly<Record<string, 'sends' | 'receives'>> = {
  QSNDDTAQ: 'sends',
  QRCVDTAQ: 'receives',
}
Object.freeze(dataQueuePrograms)

/** Programs of IBM i that run the command that they are given. */
export const commandPrograms: ReadonlySet<string> = new Set(['QCMDEXC', 'QCAPCMD', 'QCMD'])

/** Libraries and source files of IBM's own members. */
export const systemSource = /^(?:QSYSINC|QRPGLE)\b|\bQSYSINC\b/i

/** Programs whose names begin so come with IBM i. */
export const systemProgram = /^(?:Q[A-Z0-9@#$]{2,}|_[A-Z0-9]+|CEE[A-Z0-9]+)$/

/** Files of the system that commands make others after, which hold what they list. */
export const modelFile = /^QA(?:DSP|FD)\w+$/
