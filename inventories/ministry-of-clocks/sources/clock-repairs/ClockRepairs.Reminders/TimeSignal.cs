using System.Globalization;

namespace ClockRepairs.Reminders;

/// <summary>The ministry's own time: a reminder about a slow clock must not be late.</summary>
public sealed class TimeSignal
{
    private readonly HttpClient client;

    public TimeSignal(HttpClient client, IConfiguration configuration)
    {
        this.client = client;
        client.BaseAddress = new Uri(configuration["TimeSignal:BaseAddress"]!);
    }

    public async Task<DateTimeOffset> NowAsync(CancellationToken token)
    {
        var text = await client.GetStringAsync("signal", token);
        return DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
    }
}
