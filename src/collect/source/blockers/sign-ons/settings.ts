import {passNamed, passNamedInCode} from './short-names.ts'

/** What files of settings, of XML and of shells give a key of a password. */

const named = String.raw`(?:password|passwd|passwort|kennwort|passphrase|pswd|pwd)`

/** `db.password=…`, `"Password": "…"`, `- DB_PASSWORD=…`; the key begins its line. */
export const passwordOfKey = String.raw`${named}\d{0,2}["']?[ \t]*[:=][ \t]*(?<=^[ \t]*(?:-[ \t]*|export[ \t]+|\{[ \t]*|["']?[\w.-]{1,60}["']?:[ \t]*\{[^\n{}]{0,300})?["']?[\w.:\-\[\]]{0,120}["']?[ \t]*[:=][ \t]*)(?!["']?(?:[|>][-+]?)?["']?[ \t]*\r?$)["']?(?<written>\$\{[^\n{}]{1,200}\}|[^\s"',#}\]][^\s"',}\]]{2,199})["']?(?:[ \t]*[,}\]][^\n]*|[ \t]+#[^\n]*|[ \t]*)\r?$`

/** `db_pass: …`, `- DB_PASS=…`, `"ftpPass": "…"`, by a shorter name. */
export const passOfKey = String.raw`^[ \t]*(?:-[ \t]*|export[ \t]+|\{[ \t]*)?["']?[\w.-]{0,60}?${passNamedInCode(String.raw`["']?[ \t]*[:=][ \t]*`)}["']?(?<written>\$\{[^\n{}]{1,200}\}|[^\s"',#}\]|>][^\s"',}\]]{2,199})["']?(?:[ \t]*[,}\]][^\n]*|[ \t]+#[^\n]*|[ \t]*)\r?$`

/** Of INI files, whose keys are words of any kind. */
export const passwordOfIni = String.raw`^[ \t]*[\w .-]{0,40}?(?:${named}\d{0,2}[ \t]*=[ \t]*|${passNamed(String.raw`[ \t]*=[ \t]*`)})"?(?<written>[^\s"%<{]{3,200})"?[ \t]*(?:[;#][^\n]*)?\r?$`

const toValue = String.raw`["']?[ \t]*\r?\n[ \t]*value:[ \t]*`

/** The name of a variable of Kubernetes, and its value in the next line. */
export const passwordOfVariable = String.raw`\bname:[ \t]*["']?(?:[\w.-]{0,60}${named}${toValue}|[\w.-]{0,60}?${passNamedInCode(toValue)})["']?(?<written>[^\s"']{3,200})`

/** `ENV DB_PASSWORD=…` and `ENV DB_PASSWORD …`. */
export const passwordOfImage = String.raw`^[ \t]*(?:ENV|ARG)[ \t][^\n]{0,300}?(?:\w{0,60}${named}[= ][ \t]*|(?<=[ \t])\w{0,60}?${passNamedInCode(String.raw`[= ][ \t]*`)})["']?(?<written>[^\s"']{3,200})`

/** `password: |`, with its value on the one line below it. */
export const passwordOfBlock = String.raw`^(?<indent>[ \t]*)["']?[\w.-]{0,60}${named}\d{0,2}["']?:[ \t]*[|>][-+]?[ \t]*\r?\n\k<indent>[ \t]+(?<written>[^\s"']{3,200})[ \t]*(?![^\n])(?!\n\k<indent>[ \t]+\S)`

/** `variable "db_password" { default = "…" }`. */
export const passwordOfTerraform = String.raw`\bvariable\s+"[\w-]{0,60}${named}\d{0,2}"\s*\{[^{}]{0,600}?\bdefault\s*=\s*"(?<written>[^"\s]{3,200})"`

const text = String.raw`(?<written>[^"'<>\s]{2,200})`
/** XML: a pair of key and value, an attribute, an element, a property; of what is encrypted none. */
export const passwordOfXml = [
  String.raw`\b(?:key|name|exp)\s?=\s?["'][\w.:%-]{0,100}(?:${named}|%%(?:\w{0,20}_)?(?:pw|pass))["']\s{1,20}(?:type="[^"]{0,60}"\s{1,20})?value\s?=\s?["']${text}["']`,
  String.raw`\bvalue\s?=\s?["']${text}["']\s{1,20}(?:key|name)\s?=\s?["'][\w.:%-]{0,100}${named}["']`,
  String.raw`${named}\s?=\s?'${text}'(?<=<[^<>]{1,800})`,
  String.raw`\bexp\s?=\s?"%%\w{0,40}(?:${named}|pw|pass)=${text}"`,
  String.raw`(?<=[\s"'](?:[A-Za-z.:-]{1,60})?)${named}\s?=\s?"${text}"`,
  String.raw`<(?:[\w.-]{1,40}:)?[\w.-]{0,60}${named}>\s{0,40}${text}\s{0,40}<\/`,
  String.raw`\b(?:key|name)\s?=\s?"[\w.:-]{0,100}${named}"(?:\s{1,20}[\w:]{1,40}="[^"]{0,100}"){0,3}\s?>\s{0,80}(?:<value>\s{0,80})?${text}\s{0,80}<\/`,
] as const

/** Packages of Integration Services, their settings, and reports. */
export const passwordOfPackage = [
  String.raw`<(?:\w+:)?(?:Server|Proxy|Ftp)?Password\b(?![^>]*\b(?:\w+:)?(?:Encrypted|Sensitive)="[1T])[^>]*>\s*(?<written>[^<\s]{1,200})`,
  String.raw`\b(?:DTS:)?Name="(?:Server|Proxy|Ftp|Sftp|User)?Password"(?![^>]*\b(?:\w+:)?(?:Encrypted|Sensitive)="[1T])[^>]*>\s*(?<written>[^<\s]{1,200})`,
  String.raw`\b(?:DTS:)?(?:Server|Proxy|Ftp)Password="(?<written>[^"\s]{1,200})"`,
  String.raw`\bPath="[^"\n]{0,400}Properties\[\w{0,20}Password\]"[^>]*>\s*<ConfiguredValue>\s*(?<written>[^<\s]{1,200})`,
  String.raw`\bPath="[^"\n]{0,400}Variables\[[\w:]{0,60}Password\][^"\n]{0,60}"[^>]*>\s*<ConfiguredValue>\s*(?<written>[^<\s]{1,200})`,
  String.raw`\bDTS:ObjectName="\w{0,60}(?:Password|Passwd|Pwd)"[^>]*>\s*(?:<DTS:Property\b[^>]*>[^<]{0,200}<\/DTS:Property>\s*)*<DTS:VariableValue\b(?![^>]*\b(?:\w+:)?(?:Encrypted|Sensitive)="[1T])[^>]*>\s*(?<written>[^<\s]{1,200})`,
] as const

/** What shells set: not `PWD`, the folder that one is in. */
export const passwordOfShell = String.raw`(?<![\w$.{-])(?!(?:OLD)?PWD=)(?:\w{0,60}(?:password|passwd|passwort|pswd|pwd)\d{0,2}=|(?:\w{1,60}_)?pw=|\w{0,60}?${passNamed('=')})["']?(?<written>[^\s"'|&;<>()]{3,100})`

/** The default that a variable has where it is used: `: "${DB_PASSWORD:=…}"`. */
export const passwordByDefault = String.raw`\$\{\w{0,60}(?:password|passwd|passwort|pswd|pwd|pass)\d{0,2}:?[=-](?<written>[^$\s"'{}]{3,100})\}`

/** What batch files set. */
export const passwordOfBatch = String.raw`^[ \t]*(?:\(?@?)set[ \t]+"?(?:\w{0,60}(?:password|passwd|passwort|pswd|pwd)\d{0,2}=|(?:\w{1,60}_|db|ftp|sql|user|my|sa|svc)?pw=|\w{0,60}?${passNamed('=')})(?<written>[^\s"&|%]{2,100})(?![^\r\n]*%)`

/** `image: user:…@registry/app:1`, in Compose, charts and Kubernetes; a digest is no machine. */
export const passwordOfImageName = String.raw`\b(?:image|repository)["']?[ \t]*[:=][ \t]*["']?[^\s:/@"'{}$]{1,60}:(?<written>[^\s:/@"'{}]{1,100})@(?!sha\d{3}:)[A-Za-z0-9]`
