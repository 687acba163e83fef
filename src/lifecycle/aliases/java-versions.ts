/** How Java's versions are written, from `java -version` to build files; the version is what the brackets hold. */
const forms: readonly RegExp[] = [
  // 17, 1.8, 11.0.21, 17.0.9+9-LTS, 1.8.0_392-b08, 8u392, 21-ea
  /^(\d+(?:u\d+|\.\d+)*(?:[._]\d+)*)(?:[+-][\w.+-]*)?$/,
  // VERSION_1_8, JavaVersion.VERSION_17
  /^(?:JavaVersion\.)?VERSION_(\d+(?:_\d+)?)$/,
  // JavaLanguageVersion.of(21)
  /^JavaLanguageVersion\.of\((\d+)\)$/,
  // JavaSE-1.8, J2SE-1.5, of OSGi
  /^(?:JavaSE|J2SE)-(\d+(?:\.\d+)?)$/,
  // java17, jdk-11, jdk1.8.0_202, jre8, openjdk11, java-1.8.0, java-11-openjdk
  /^(?:java|jdk|jre|openjdk)-?(\d+(?:\.\d+)*(?:_\d+)?)(?:-openjdk)?$/,
  // openjdk version "11.0.11" 2021-04-20
  /^(?:java|openjdk) version "(\d[\d._]*)"/,
]

/** The version of Java that a text states; undefined where it states none, as where a placeholder stands. */
export function javaVersion(text: string): string | undefined {
  const plain = text.trim().slice(0, 100)
  for (const form of forms) {
    const found = form.exec(plain)?.[1]
    if (found !== undefined) return /^1_\d+$/.test(found) ? found.replace('_', '.') : found
  }
  return undefined
}
