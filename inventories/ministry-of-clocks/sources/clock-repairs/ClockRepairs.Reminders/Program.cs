using ClockRepairs.Reminders;

var host = Host.CreateDefaultBuilder(args)
    .ConfigureServices(services =>
    {
        services.AddHttpClient<TimeSignal>();
        services.AddHostedService<ReminderWorker>();
    })
    .Build();

await host.RunAsync();
