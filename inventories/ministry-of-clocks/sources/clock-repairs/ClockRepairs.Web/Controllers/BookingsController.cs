using System;
using System.Linq;
using System.Web.Mvc;
using ClockRepairs.Web.Models;

namespace ClockRepairs.Web.Controllers
{
    public class BookingsController : Controller
    {
        private readonly RepairsContext repairs = new RepairsContext();
        private readonly RegisterClient register = new RegisterClient();

        public ActionResult Index()
        {
            var open = repairs.Repairs.Where(r => r.DoneOn == null).OrderBy(r => r.ReportedOn).Take(100);
            return View(open.ToList());
        }

        [HttpPost]
        [ValidateAntiForgeryToken]
        public ActionResult Create(string clock, string fault)
        {
            if (!register.Knows(clock))
            {
                return HttpNotFound("No such clock");
            }
            repairs.Repairs.Add(new Repair { Clock = clock, Fault = fault, ReportedOn = DateTime.UtcNow });
            repairs.SaveChanges();
            return RedirectToAction("Index");
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                repairs.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}
