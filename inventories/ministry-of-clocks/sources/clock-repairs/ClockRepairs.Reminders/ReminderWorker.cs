using Microsoft.Data.SqlClient;

namespace ClockRepairs.Reminders;

public sealed class ReminderWorker : BackgroundService
{
    private readonly IConfiguration configuration;
    private readonly TimeSignal timeSignal;
    private readonly ILogger<ReminderWorker> logger;

    public ReminderWorker(IConfiguration configuration, TimeSignal timeSignal, ILogger<ReminderWorker> logger)
    {
        this.configuration = configuration;
        this.timeSignal = timeSignal;
        this.logger = logger;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var now = await timeSignal.NowAsync(stoppingToken);
            await RemindAsync(now.AddDays(-10), stoppingToken);
            await Task.Delay(TimeSpan.FromHours(1), stoppingToken);
        }
    }

    private async Task RemindAsync(DateTimeOffset reportedBefore, CancellationToken token)
    {
        await using var connection = new SqlConnection(configuration.GetConnectionString("Repairs"));
        await connection.OpenAsync(token);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT Clock FROM Repairs WHERE DoneOn IS NULL AND ReportedOn < @before";
        command.Parameters.AddWithValue("@before", reportedBefore.UtcDateTime);
        await using var reader = await command.ExecuteReaderAsync(token);
        while (await reader.ReadAsync(token))
        {
            logger.LogInformation("{Clock} has waited for ten days", reader.GetString(0));
        }
    }
}
