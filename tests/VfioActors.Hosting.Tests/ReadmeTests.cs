using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VfioActors.Hosting.Clients;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Tests;

public sealed class ReadmeTests
{
    private const string Begin = "        // What README.md shows:";
    private const string End = "        // That was it.";

    [Fact]
    public async Task What_the_readme_shows_does_what_it_says()
    {
        // What README.md shows:
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton<VfioClient>();
        builder.Services.AddAkka("app", akka => akka.WithVfioActors(options =>
        {
            options.Topology.Memories["mm"] = new() { Pages = 1024 };
            options.Topology.Containers["c0"] = new("mm");
            options.Topology.Mdevs["m0"] = new() { Container = "c0" };
        }));
        using var host = builder.Build();
        await host.StartAsync();
        var client = host.Services.GetRequiredService<VfioClient>();
        var container = await client.ContainerAsync("c0");
        var driver = await client.VendorDriverAsync("m0");
        ContainerMessage.Map map = new(new(0), new(0x100000), new(16384), MapModes.ReadWrite, default);
        var mapped = await container.MapAsync(map);
        var pinned = await driver.PinAsync(new(new(0), new(4), MapModes.ReadWrite, default));
        var unmapped = await container.UnmapAsync(new(new(0), new(16384), default, UnmapModes.None, default));
        // That was it.
        Assert.Equal(new(0, Errno.None), mapped);
        Assert.Equal([new VendorDriverMessage.Page(new(0), new(4), pinned.Get()[0].First)], pinned.Get());
        Assert.Equal(new(16384, Errno.None), unmapped);
        await host.StopAsync();
    }

    [Fact]
    public void The_readme_shows_what_is_tested()
    {
        var lines = RepositoryFile.Read("tests/VfioActors.Hosting.Tests/ReadmeTests.cs").Split('\n');
        var shown = lines.SkipWhile(line => line != Begin).Skip(1).TakeWhile(line => line != End)
            .Select(line => line.Length > 8 ? line[8..] : line);
        Assert.Contains(
            $"```csharp\n{string.Join('\n', shown)}\n```", RepositoryFile.Read("README.md"), StringComparison.Ordinal);
        Assert.All(
            lines.TakeWhile(line => line.StartsWith("using ", StringComparison.Ordinal)),
            line => Assert.Contains($"`{line[6..^1]}`", RepositoryFile.Read("README.md"), StringComparison.Ordinal));
    }
}
