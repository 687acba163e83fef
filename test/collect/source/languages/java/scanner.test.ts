import {describe, expect, it} from '@jest/globals'
import {found} from '../scan.ts'

describe('Java imports', () => {
  it('and declarations are those of the code, not of its comments and texts', async () => {
    const text = `package uk.shop;
/* import uk.shop.Old; class Old {} */
import uk.shop.data.Order; // import uk.shop.Older;
import static uk.shop.Rules.check;
import uk.shop.util.*;
public class Basket { String s = "import uk.shop.Text; class Text {}"; class Inner {} }
interface Priced {}`

    expect(await found('Basket.java', text)).toMatchObject({
      imports: [
        {specifier: 'uk.shop.data.Order', line: 3},
        {specifier: 'uk.shop.Rules.check', line: 4},
        {specifier: 'uk.shop.util.*', line: 5},
      ],
      declares: ['uk.shop.Basket', 'uk.shop.Priced'],
    })
  })
})
