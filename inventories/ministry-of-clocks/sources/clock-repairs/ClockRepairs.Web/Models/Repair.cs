using System;
using System.ComponentModel.DataAnnotations;

namespace ClockRepairs.Web.Models
{
    public class Repair
    {
        public int Id { get; set; }

        [Required, StringLength(12)]
        public string Clock { get; set; }

        [StringLength(400)]
        public string Fault { get; set; }

        public DateTime ReportedOn { get; set; }

        public DateTime? DoneOn { get; set; }
    }
}
