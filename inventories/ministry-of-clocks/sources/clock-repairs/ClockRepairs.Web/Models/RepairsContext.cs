using System.Data.Entity;

namespace ClockRepairs.Web.Models
{
    public class RepairsContext : DbContext
    {
        public RepairsContext() : base("name=Repairs")
        {
        }

        public DbSet<Repair> Repairs { get; set; }
    }
}
