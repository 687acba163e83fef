import {html, type Markup} from './markup.ts'
import {section} from './parts.ts'

/** The words that this report uses in a sense of its own, in alphabetical order. */
const words: readonly (readonly [string, string])[] = [
  [
    'As of',
    'The date for which everything was scored. Support that ends, and scans and judgements that grow old, are counted from it.',
  ],
  ['Challenge', 'A person’s score lies outside what the evidence supports. The person’s score counts; both are shown.'],
  ['Could be red', 'The low end of the overall risk is under 16 and the high end is not: the missing answers decide.'],
  [
    'Criterion',
    'One of the framework’s thirteen questions: L1 to L7 score likelihood from 1 to 6, C1 to C6 impact from 1 to 5.',
  ],
  ['Critical path', 'Work that, if it is late, makes the whole plan late.'],
  ['Cut-over', 'The day on which a wave’s systems go over to what replaces them.'],
  [
    'Doing nothing',
    'What the ratings become when no work is done and only dates pass: support and contracts that end.',
  ],
  ['Evidence', 'Where a fact was found: a file and line, a record of an export, an answer of a service.'],
  ['Hardly known', 'Fewer than three of the thirteen criteria are narrower than their whole range.'],
  ['Impact', 'What a failure would do, from 1 to 5: the mean of C1 to C6 and their highest, halved.'],
  [
    'Inferred',
    'Concluded from something else, as a dependency from a host name in code. Less sure than what is declared or observed.',
  ],
  [
    'Interval',
    'Two figures, as 13.62 to 22.40: whatever the missing answers are, the true one lies between them, ends included.',
  ],
  ['Legacy', 'At least one likelihood criterion is 3 or more for certain.'],
  [
    'Likelihood',
    'How likely a failure is within the horizon, from 1 to 6: the mean of L1 to L7 and their highest, halved.',
  ],
  [
    'Overall risk',
    'Likelihood times impact, from 1 to 30. Under 4 is low, under 8 medium, under 16 high, from 16 red.',
  ],
  [
    'Red on the evidence',
    'Not red-rated as people scored it, but red with what the evidence supports in place of those of their scores that are lower. Counted apart, since people’s scores count.',
  ],
  ['Red-rated', 'The overall risk is 16 or more even at its low end, compared exactly.'],
  ['Scope', 'Something that was to be looked at: a file, a source tree, an account.'],
  ['Settled', 'A criterion has one score, not an interval.'],
  ['Stale', 'A judgement given more than a year before the as-of date.'],
  [
    'Treatment',
    'What the plan does with a system: retire (end it), repurchase (buy what replaces it), relocate (move its virtual machines as they are), rehost (move it unchanged), replatform (move it with small changes), refactor (build anew what matters), retain (keep it, and its risk). Not decided: nobody chose, and too little is known for the rules to.',
  ],
  [
    'Wave',
    'Work whose cut-over falls in one quarter. Systems that must move together are in one wave; what ties them to one that stays is bridged.',
  ],
]

export function glossarySection(): Markup {
  return section(
    'glossary',
    'Words used in this report',
    html`<dl class="facts">
      ${words.map(
        ([word, meaning]) =>
          html`<div>
            <dt>${word}</dt>
            <dd>${meaning}</dd>
          </div>`,
      )}
    </dl>`,
  )
}
