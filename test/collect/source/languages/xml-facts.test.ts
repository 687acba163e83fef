import {describe, expect, it} from '@jest/globals'
import {xmlFacts} from '../../../../src/collect/source/languages/xml-facts.ts'

describe('XML beside Java', () => {
  it('maps statements of MyBatis to the tables of their SQL, those under a condition too', () => {
    const text = `<?xml version="1.0"?>
<mapper namespace="uk.shop.Orders">
  <!-- <select id="never">select 1 from never</select> -->
  <select id="one">select id from orders where id = #{id} <if test="lines">and exists (select 1 from lines)</if></select>
  <insert id="add">insert into \${schema}.orders (id) values (#{id})</insert>
</mapper>`

    expect(xmlFacts({path: 'Orders.xml', text})).toEqual([
      {is: 'sql', of: 'tables', reads: ['lines', 'orders'], writes: [], calls: [], line: 4},
      {is: 'sql', of: 'tables', reads: [], writes: [], calls: [], isPartial: true, line: 5},
    ])
  })

  it('says the paths of servlets and the tables of classes', () => {
    const web =
      '<web-app><servlet-mapping><servlet-name>a</servlet-name><url-pattern>/a/*</url-pattern></servlet-mapping></web-app>'
    expect(xmlFacts({path: 'WEB-INF/web.xml', text: web})).toEqual([
      {is: 'serves', method: 'ANY', path: {literal: '/a/*'}, by: 'servlet', line: 1},
    ])
    const mapping = '<hibernate-mapping schema="pay"><class name="uk.shop.Order" table="T_ORDER"/></hibernate-mapping>'
    expect(xmlFacts({path: 'Order.hbm.xml', text: mapping})).toEqual([
      {is: 'mapped', entity: 'Order', table: {literal: 'pay.T_ORDER'}, line: 1},
    ])
  })

  it('says what stands before the paths of a framework, and of all that an application serves', () => {
    const web = `<web-app><servlet><servlet-name>r</servlet-name>
<servlet-class>org.glassfish.jersey.servlet.ServletContainer</servlet-class></servlet>
<servlet-mapping><servlet-name>r</servlet-name><url-pattern>/rest/*</url-pattern></servlet-mapping></web-app>`
    expect(xmlFacts({path: 'WEB-INF/web.xml', text: web})).toEqual([
      {is: 'serves', method: 'ANY', path: {literal: '/rest/*'}, by: 'servlet', line: 3},
      {is: 'root', by: 'jax-rs', path: {literal: '/rest'}, line: 3},
    ])
    const jboss = '<jboss-web><context-root>ledger</context-root></jboss-web>'
    expect(xmlFacts({path: 'WEB-INF/jboss-web.xml', text: jboss})).toEqual([
      {is: 'root', by: 'any', path: {literal: '/ledger'}, line: 1},
    ])
  })

  it('gives nothing where it is no sound XML, or of another kind', () => {
    expect(xmlFacts({path: 'a.xml', text: '<mapper namespace="a"><select>select 1 from t'})).toEqual([])
    expect(xmlFacts({path: 'a.xml', text: '<beans><select>select 1 from t</select></beans>'})).toEqual([])
  })
})
