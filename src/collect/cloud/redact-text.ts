/** What stands where a text was taken out. */
export const redactedText = '[redacted]'

/** Texts that look like secrets or name a person, wherever they stand. */
const secretPatterns = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bgh[pousr]_[A-Za-z0-9]{36,}\b/g,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/g,
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g,
  // Not the name after `arn:aws:secretsmanager:eu-west-2:012345678901:secret:`, by which one is told from another.
  /(?<=\b(?:password|passwd|pwd|secret|token|api[_-]?key)\s?[=:]\s?)(?<!\barn:[\w-]{1,24}:[\w-]{1,64}:[\w-]{0,32}:\d{0,12}:[\w-]{1,40}:)[^\s"'\\&;,<]{3,}/gi,
  /(?<=:\/\/[^\s/:@"'<]{0,64}:)[^\s/@"'<]{1,256}(?=@)/g,
  /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}/g,
  /\b(?:glpat-|github_pat_|npm_|sk_live_|rk_live_)[A-Za-z0-9_-]{16,}/g,
  /\bAIza[A-Za-z0-9_-]{30,}/g,
  /\bya29\.[A-Za-z0-9_-]{6,}/g,
  /\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/g,
  /(?<=\bhooks\.slack\.com\/)(?:services|workflows|triggers)\/[^\s"'\\<]+/g,
  /(?<=[?&](?:amp;)?sig=)[^\s"'\\&<]+/gi,
  /(?<=\bBearer )[A-Za-z0-9._~+/=-]{6,}/gi,
  /(?<=\b(?:Account|SharedAccess)Key=)[^\s"'\\;,<]+/gi,
] as const

/** A text without what looks like a secret or an e-mail address. */
export function withoutSecrets(text: string): string {
  let clean = text
  for (const pattern of secretPatterns) clean = clean.replace(pattern, redactedText)
  return clean
}
