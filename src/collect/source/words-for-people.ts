/** Folders of files that hold words for people: what a key is set to there is no setting. */
export const foldersOfWords = String.raw`(?:^|\/)(?:i18n|locales?|lang|translations?|messages|nls)\/`

/** Files of such words, by their folder or by their name: `messages_de.properties`, `strings.xml`. */
export const wordsForPeople = new RegExp(
  String.raw`${foldersOfWords}|(?:^|\/)(?:(?:messages?|labels?|strings|translations?|i18n|locale)[\w.-]*|[\w-]*(?:messages|labels|strings|resources?)(?:[_.][a-z]{2}(?:[_-][A-Za-z]{2,4})?)?)\.(?:properties|xml|ya?ml|json|[jt]s|php|py|ini)$`,
  'i',
)
