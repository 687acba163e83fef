<%@ page contentType="text/html; charset=ISO-8859-1" %>
<%@ taglib prefix="s" uri="/struts-tags" %>
<html>
  <head><title>Tide tables</title></head>
  <body>
    <s:form action="port" method="get">
      <s:textfield name="port" label="Port, four letters"/>
      <s:submit value="Show the tides"/>
    </s:form>
  </body>
</html>
