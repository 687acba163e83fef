<%@ page contentType="text/html; charset=ISO-8859-1" %>
<%@ taglib prefix="s" uri="/struts-tags" %>
<html>
  <head><title>Tides at <s:property value="port"/></title></head>
  <body>
    <p>Height now: <s:property value="heightNow"/> m</p>
    <table>
      <s:iterator value="turns">
        <tr><td><s:date name="turnsAt" format="EEE HH:mm"/></td><td><s:property value="height"/> m</td></tr>
      </s:iterator>
    </table>
  </body>
</html>
