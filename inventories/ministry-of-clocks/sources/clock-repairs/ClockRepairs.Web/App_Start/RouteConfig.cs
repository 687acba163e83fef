using System.Web.Mvc;
using System.Web.Routing;

namespace ClockRepairs.Web
{
    public static class RouteConfig
    {
        public static void RegisterRoutes(RouteCollection routes)
        {
            routes.IgnoreRoute("{resource}.axd/{*pathInfo}");
            routes.MapRoute("Default", "{controller}/{action}/{id}", new { controller = "Bookings", action = "Index", id = UrlParameter.Optional });
        }
    }
}
