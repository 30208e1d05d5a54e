using Akka.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace VfioActors.Hosting.Tests;

/// <summary>An application with an actor system, as users make one.</summary>
internal static class AppHost
{
    internal static async Task<IHost> StartAsync(
        Action<AkkaConfigurationBuilder, IConfiguration> configure, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(
            settings.Select(one => new KeyValuePair<string, string?>(one.Key, one.Value)));
        builder.Services.AddHealthChecks();
        builder.Services.AddAkka("app", akka =>
        {
            akka.AddHocon("akka { loglevel = OFF, stdout-loglevel = OFF }", HoconAddMode.Append);
            configure(akka, builder.Configuration);
        });
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
