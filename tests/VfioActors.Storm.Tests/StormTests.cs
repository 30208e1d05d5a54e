using System.Diagnostics.Metrics;
using VfioActors.Runtime.Telemetry;

namespace VfioActors.Storm.Tests;

public sealed class StormTests
{
    public static TheoryData<string, StormOptions> Storms => new()
    {
        { "usual", Storming.Small },
        { "allocations fail", Storming.Small with { FaultRate = 0.1 } },
        { "processes die", Storming.Small with { DiesOnceIn = 2, Operations = 400 } },
        { "waves", Storming.Small with { Shape = "waves", Window = 8 } },
        { "ramps", Storming.Small with { Shape = "ramps", Window = 8 } },
        { "one domain for all", Storming.Small.With("domains", 1) with { Window = 16 } },
        { "a device for each client and more", Storming.Small.With("devices", 200) with { Mix = "attach" } },
        { "one client", Storming.Small with { Clients = 1 } },
    };

    [Theory, MemberData(nameof(Storms))]
    public async Task Storm_comes_to_rest_with_nothing_lost(string kind, StormOptions options)
    {
        var report = await Storming.GoAsync(options);
        Assert.True(report.AtRest, kind);
        Assert.Empty(report.Violations);
        Assert.Empty(report.Lost);
        Assert.True(report.Operations >= options.Clients * options.Operations);
        Assert.InRange(report.Latencies.Count, 1, report.Operations * 2);
        Assert.Equal(report.Messages, report.Loads.Sum(load => load.Messages));
    }

    /// <summary>Other storms of this process may be measured too.</summary>
    [Fact]
    public async Task The_last_look_at_the_instruments_sees_every_operation()
    {
        List<long> operations = [];
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument is { Meter.Name: VfioActorsTelemetry.Name, Name: "vfioactors.operations" })
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, measured, _, _) => operations.Add(measured));
        listener.Start();
        StormRun storm = new(Storming.Small) { Judged = listener.RecordObservableInstruments };
        var report = await storm.GoAsync("test");
        Assert.Contains(report.Operations, operations);
    }

    [Theory]
    [InlineData("AUX-03", "NoUseOfFreedPasid")]
    [InlineData("AUX-06", "NoUseOfFreedPasid")]
    [InlineData("AUX-07", "ListIntegrity")]
    [InlineData("AUX-10", "OnePasidPerDomain")]
    public async Task Storm_shows_a_defect_and_ends_early(string defect, string property)
    {
        var report = await Storming.GoAsync(Storming.Small with { Defects = [defect], Operations = 0 });
        Assert.Contains(property, report.Violations.Select(violation => violation.Property));
    }

    [Fact]
    public async Task Failed_allocations_are_refused_about_as_often_as_asked()
    {
        var report = await Storming.GoAsync(Storming.Small with { FaultRate = 1, Mix = "attach" });
        Assert.Equal(["ENOMEM"], report.Refusals.Select(one => $"{one.Error}"));
        Assert.Equal(report.Operations, report.Refusals[0].Count);
    }

    [Fact]
    public async Task Storm_that_is_told_to_end_heals_and_is_judged()
    {
        using CancellationTokenSource end = new();
        StormRun run = new(Storming.Small with { Operations = 0 }) { Progress = (_, _) => end.Cancel() };
        var report = await run.GoAsync("test", end.Token);
        Assert.True(report.IsCut);
        Assert.True(report.AtRest);
        Assert.Empty(report.Lost);
    }

    /// <summary>Clients that have an end of their own, far away.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Clients_with_much_to_do_halt_when_the_time_is_over_or_somebody_ends_it(bool isEnded)
    {
        using CancellationTokenSource end = new();
        if (isEnded) { end.Cancel(); }
        StormRun run = new(Storming.Small with
        {
            Operations = 100_000_000,
            Duration = isEnded ? TimeSpan.FromHours(1) : TimeSpan.Zero,
        });
        var report = await run.GoAsync("test", end.Token);
        Assert.True(report.AtRest);
        Assert.Empty(report.Lost);
        Assert.Equal(isEnded, report.IsCut);
    }

    [Fact]
    public async Task A_storm_is_run_once()
    {
        StormRun run = new(Storming.Small);
        await run.GoAsync("test");
        var complaint = await Assert.ThrowsAsync<InvalidOperationException>(() => run.GoAsync("test"));
        Assert.Equal("a storm is run once: make another one of the same options", complaint.Message);
    }

    public static TheoryData<string, StormOptions> Unfit => new()
    {
        { "parameter 'clients' is '0', accepted is 1..100000", Storming.Small with { Clients = 0 } },
        { "parameter 'operations' is '-1', accepted is 0..1000000000", Storming.Small with { Operations = -1 } },
        { "Mix is null: leave it out for what is usual", Storming.Small with { Mix = null! } },
        { "Shape is null: leave it out for what is usual", Storming.Small with { Shape = null! } },
        { "Counts is null: leave it out for what is usual", Storming.Small with { Counts = null! } },
        { "Defects is null: leave it out for what is usual", Storming.Small with { Defects = null! } },
        {
            "Duration is -00:00:01, accepted is no time or more",
            Storming.Small with { Duration = TimeSpan.FromSeconds(-1) }
        },
        {
            "RestLimit is -00:00:01, accepted is no time or more",
            Storming.Small with { RestLimit = TimeSpan.FromSeconds(-1) }
        },
        {
            "Patience is -00:00:01, accepted is no time or more",
            Storming.Small with { Patience = TimeSpan.FromSeconds(-1) }
        },
    };

    [Theory, MemberData(nameof(Unfit))]
    public void What_a_storm_cannot_be_is_refused_in_words(string words, StormOptions options) =>
        Assert.Equal(words, Assert.Throws<ArgumentException>(() => new StormRun(options)).Message);
}
