using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VfioActors.Hosting.Clients;
using VfioActors.Hosting.Events;
using VfioActors.Hosting.Tests.Screens;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Tests;

/// <summary>What the README of Hosting shows is what is compiled and run here.</summary>
public sealed class OwnDriverTests
{
    private const string Begin = "What README.md shows:";
    private const string End = "That was it.";

    [Fact]
    public async Task A_driver_of_the_application_runs_as_the_readme_says()
    {
        // What README.md shows:
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton<VfioClient>();
        builder.Services.AddAkka("app", akka => akka
            .WithVfioActors(options =>
            {
                options.Topology.Memories["mm"] = new() { Pages = 1024 };
                options.Topology.Containers["c0"] = new("mm");
                options.Topology.Mdevs["screen"] = new() { Container = "c0", OwnDriver = true };
                options.Register<ScreenPart>("screen-driver");
            })
            .WithActors((system, registry) => registry.Register<ScreenDriver>(
                system.ActorOf(Props.Create<ScreenDriver>(registry.Get<ScreenPart>()), "screen"))));
        using var host = builder.Build();
        await host.StartAsync();
        var client = host.Services.GetRequiredService<VfioClient>();
        using var events = (await client.EventsAsync()).Subscribe();
        var container = await client.ContainerAsync("c0");
        await container.MapAsync(new(new(0), new(0x100000), new(16384), MapModes.ReadWrite, default));
        host.Services.GetRequiredService<IRequiredActor<ScreenDriver>>().ActorRef.Tell(new Iova(0));
        var mapped = await events.NextAsync();
        var pinned = await events.NextAsync();
        var unmapped = await container.UnmapAsync(new(new(0), new(16384), default, UnmapModes.None, default));
        // That was it.
        Assert.Equal(new VfioEvent.Mapped("c0", new(0), new(16384)), mapped);
        var pin = Assert.IsType<VfioEvent.Pinned>(pinned);
        Assert.Equal("screen-driver", pin.Actor);
        Assert.Equal(4UL, pin.Pages.Value);
        Assert.Equal(new(16384, Errno.None), unmapped);
        await host.StopAsync();
    }

    [Theory]
    [InlineData("Screens/ScreenDriver.cs", 0, 0)]
    [InlineData("OwnDriverTests.cs", 8, 1)]
    public void The_readme_shows_what_is_run(string file, int indent, int block)
    {
        var lines = RepositoryFile.Read($"tests/VfioActors.Hosting.Tests/{file}").Split('\n')
            .SkipWhile(line => line.Trim() != $"// {Begin}").Skip(1)
            .TakeWhile(line => line.Trim() != $"// {End}").Select(line => line.Length > indent ? line[indent..] : line);
        var shown = RepositoryFile.Read("src/VfioActors.Hosting/README.md")
            .Split("```csharp\n")[block + 1].Split("\n```")[0];
        Assert.Equal(string.Join('\n', lines).Trim(), shown);
    }
}
