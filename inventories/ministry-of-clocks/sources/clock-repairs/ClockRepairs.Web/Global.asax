<%@ Application Codebehind="Global.asax.cs" Inherits="ClockRepairs.Web.MvcApplication" Language="C#" %>
