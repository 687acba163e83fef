/** A program may have been given such an ending, too. */
const ofCobol = /^.{0,7}\s*(?:IDENTIFICATION|ID)\s+DIVISION\b/im
/** Definitions of commands of IBM i end with `.cmd` too. */
const ofIbmI = /^\s*(?:\w{1,10}:\s*)?(?:CMD\s+PROMPT\s*\(|(?:PARM|QUAL|ELEM)\s+(?:KWD|TYPE)\s*\()/im

/** Whether a file that ends like a script of Windows is one. */
export function isBatch(text: string): boolean {
  return !ofIbmI.test(text) && !ofCobol.test(text)
}
