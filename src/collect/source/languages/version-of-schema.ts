/** Each version of a unit stands in one of these: what an earlier one did says nothing of today. */
const versions = /(^|\/)[VU]\d[\d._]*__[^/]*$|(^|\/)(?:migrations?|changelogs?|upgrades?)\//i

/** Whether a file of SQL is one step of a history of versions. */
export function isVersion(path: string): boolean {
  return versions.test(path)
}
