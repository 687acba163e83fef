using System;
using System.Configuration;
using System.Net;
using System.Net.Http;

namespace ClockRepairs.Web.Models
{
    /// <summary>Asks the register of public clocks whether a clock is one.</summary>
    public class RegisterClient
    {
        private static readonly HttpClient Client = new HttpClient
        {
            BaseAddress = new Uri(ConfigurationManager.AppSettings["RegisterUrl"])
        };

        public bool Knows(string clock)
        {
            var answer = Client.GetAsync(Uri.EscapeDataString(clock)).Result;
            return answer.StatusCode == HttpStatusCode.OK;
        }
    }
}
