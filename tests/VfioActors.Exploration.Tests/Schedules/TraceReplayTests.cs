using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Sampling;
using VfioActors.Exploration.Tests.Diagnoses;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Tallies;
using VfioActors.Testing.Toys;
using VfioActors.Tracing;

namespace VfioActors.Exploration.Tests.Schedules;

public sealed class TraceReplayTests
{
    private static readonly TallyScenario Tally = new();
    private readonly Trace _trace;

    public TraceReplayTests()
    {
        var setup = Made.Tally(3, 9, TallyDefects.TornAddition);
        var report = Made.Explored(setup, new RandomStrategy(5), new() { Runs = 100 });
        _trace = Investigator.Investigate(setup, report, new("test", "random", 5))[0].Trace;
    }

    [Fact]
    public void A_trace_replays_with_equal_fingerprints_and_breaks_what_it_says()
    {
        var report = TraceReplayer.Replay(Tally, _trace);
        Assert.Equal(_trace.Steps.Count, report.Steps);
        Assert.Equal(_trace.Steps[^1].Fingerprint, report.Fingerprint);
        var finding = Assert.Single(report.Findings);
        var violation = _trace.Header.Violation!;
        Assert.Equal(violation.Property, finding.Property.Name);
        Assert.Equal(violation.Step, finding.Step);
        Assert.Equal(violation.Refutation, finding.Reason);
    }

    /// <summary>Where nothing is to be done, or what is to be done changes nothing, no step breaks a claim.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_broken_before_anything_happens_replays_too(bool hasClient)
    {
        SketchScenario scenario = new(builder =>
        {
            Sketched.Listener(builder, "hears");
            if (hasClient) { Sketched.Client(builder, "c", marks: true, (1, 5)); }
            builder.Claim(new Sketched.RestIs(_ => false));
        });
        var setup = Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), Delivery.Causal);
        var report = Made.Explored(setup, new DfsStrategy());
        var trace = Assert.Single(Investigator.Investigate(setup, report, new("test", "dfs", 1))).Trace;
        var read = TraceReader.Read(new MemoryStream(BytesOf(trace)), "read");
        Assert.Equal(BytesOf(trace), BytesOf(read));
        var finding = Assert.Single(TraceReplayer.Replay(scenario, read).Findings);
        Assert.Equal("RestIs", finding.Property.Name);
        Assert.Equal(hasClient ? 0 : -1, read.Header.Violation!.Step);
        Assert.Equal(read.Header.Violation.Step, finding.Step);
    }

    [Fact]
    public void A_thousand_replays_written_again_are_byte_for_byte_the_same()
    {
        var bytes = BytesOf(_trace);
        for (var time = 0; time < 1_000; time++)
        {
            var read = TraceReader.Read(new MemoryStream(bytes), "read");
            TraceReplayer.Replay(Tally, read);
            var again = Recorded(read);
            Assert.True(bytes.AsSpan().SequenceEqual(BytesOf(again)), $"time {time}");
        }
    }

    [Fact]
    public void A_step_with_another_field_is_refused_with_what_is_enabled()
    {
        var at = NumberOf("Tally.Write");
        var altered = Altered(at, step => step with { Fields = [step.Fields[0] with { Value = TraceValue.From(77) }] });
        var misfit = Assert.Throws<ReplayMisfitException>(() => TraceReplayer.Replay(Tally, altered));
        Assert.Equal(at, misfit.Step);
        Assert.Contains("tally: Tally.Write(77) for operation", misfit.Expected, StringComparison.Ordinal);
        Assert.StartsWith("enabled: ", misfit.Found, StringComparison.Ordinal);
        Assert.Contains("tally: Tally.Write(1) for operation", misfit.Found, StringComparison.Ordinal);
    }

    /// <summary>Both are from the actor to itself, with the same fields and the same cause.</summary>
    [Theory, InlineData(ChannelKind.Messages), InlineData(ChannelKind.Timers)]
    public void A_message_to_itself_and_a_timer_that_says_the_same_are_told_apart(ChannelKind first)
    {
        SketchScenario scenario = new(builder =>
        {
            ToyMessage.Token token = new(1, 0);
            builder.Add("alone", new SketchBehavior(
                Hearing.Digits,
                outbox =>
                {
                    outbox.Send(new(1), token);
                    outbox.After(new(5), token);
                }));
        });
        var setup = Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), Delivery.Causal);
        var world = setup.MakeWorld();
        world.Take(world.Enabled.ToArray().Single(choice => world.KeyOf(choice).Channel == first));
        world.Take(world.Enabled[0]);
        var steps = TraceRecording.Record(setup, [world.KeyAt(0), world.KeyAt(1)]);
        Trace trace = new(TraceRecording.HeaderOf(setup, new("test", "none", 1)), [.. steps]);
        Assert.Equal(2, TraceReplayer.Replay(scenario, trace).Steps);
        Assert.Equal(BytesOf(trace), BytesOf(TraceReplayer.Record(scenario, trace)));
    }

    public static TheoryData<string, Func<TraceStep, TraceStep>> Alterations => new()
    {
        { "receiver", step => step with { To = "nobody" } },
        { "sender", step => step with { From = "nobody" } },
        { "message", step => step with { Message = "Tally.Steal" } },
        { "fields", step => step with { Fields = [.. step.Fields, new TraceField("More", TraceValue.From(1))] } },
        { "cause", step => step with { Cause = step.Cause - 1 } },
        { "operation", step => step with { Operation = step.Operation + 1 } },
    };

    [Theory, MemberData(nameof(Alterations), DisableDiscoveryEnumeration = true)]
    public void A_step_with_another_part_is_refused_at_every_place(string part, Func<TraceStep, TraceStep> alter)
    {
        foreach (var step in _trace.Steps)
        {
            var altered = Altered(step.Number, alter);
            var misfit = Assert.Throws<ReplayMisfitException>(() => TraceReplayer.Replay(Tally, altered));
            Assert.Equal(step.Number, misfit.Step);
        }
    }

    [Fact]
    public void Another_fingerprint_is_refused_at_every_place()
    {
        foreach (var step in _trace.Steps)
        {
            var altered = Altered(step.Number, one => one with { Fingerprint = one.Fingerprint ^ 1 });
            var misfit = Assert.Throws<ReplayMisfitException>(() => TraceReplayer.Replay(Tally, altered));
            Assert.Equal(step.Number, misfit.Step);
            Assert.StartsWith("fingerprint ", misfit.Expected, StringComparison.Ordinal);
            Assert.StartsWith("the state has ", misfit.Found, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Steps_that_are_left_out_swapped_or_added_are_refused()
    {
        TraceStep[] steps = [.. _trace.Steps];
        IReadOnlyList<TraceStep>[] others =
        [
            [.. steps.Skip(1)],
            [.. steps.Reverse()],
            [.. steps, steps[0]],
            [.. steps.Take(3), .. steps.Skip(4)],
        ];
        Assert.All(others, other =>
            Assert.Throws<ReplayMisfitException>(() => TraceReplayer.Replay(Tally, _trace with { Steps = other })));
    }

    public static TheoryData<string, Func<TraceHeader, TraceHeader>> ForeignHeaders => new()
    {
        { "an unknown parameter", header => header with { Parameters = [.. header.Parameters, new("moon", "1")] } },
        { "a parameter out of its bounds", header => header with { Parameters = [new("clerks", "9")] } },
        { "other parameters", header => header with { Parameters = [new("clerks", "2"), new("script", "9")] } },
        { "an unknown defect", header => header with { Defects = ["TALLY-99"] } },
        { "an unknown delivery", header => header with { Delivery = "pigeon" } },
        { "an operation less", header => header with { Operations = [.. header.Operations.Skip(1)] } },
        { "an operation's other text", header => header with { Operations = [.. header.Operations.Select(Renamed)] } },
    };

    [Theory, MemberData(nameof(ForeignHeaders), DisableDiscoveryEnumeration = true)]
    public void A_header_that_does_not_fit_the_scenario_is_refused(string what, Func<TraceHeader, TraceHeader> alter) =>
        Assert.Throws<ArgumentException>(
            () => TraceReplayer.Replay(Tally, _trace with { Header = alter(_trace.Header) }));

    public static TheoryData<string, Func<TraceHeader, TraceHeader>> OtherHeaders => new()
    {
        { "no defects", header => header with { Defects = [] } },
        { "nothing dropped", header => header with { Dropped = [] } },
        { "everything dropped", header => header with { Dropped = [.. header.Operations.Select(one => one.Id)] } },
    };

    [Theory, MemberData(nameof(OtherHeaders), DisableDiscoveryEnumeration = true)]
    public void A_header_of_another_world_is_a_misfit(string what, Func<TraceHeader, TraceHeader> alter) =>
        Assert.Throws<ReplayMisfitException>(
            () => TraceReplayer.Replay(Tally, _trace with { Header = alter(_trace.Header) }));

    [Fact]
    public void Minimizing_a_minimal_trace_leaves_it_as_it_is()
    {
        var again = TraceMinimizer.Minimize(Tally, _trace);
        Assert.Equal(BytesOf(_trace).AsEnumerable(), BytesOf(again.Trace));
    }

    [Fact]
    public void A_trace_that_breaks_nothing_is_not_minimized() =>
        Assert.Throws<ArgumentException>(() =>
            TraceMinimizer.Minimize(Tally, _trace with { Steps = [.. _trace.Steps.Take(2)] }));

    private static TraceOperation Renamed(TraceOperation operation) => operation with { Text = "STEAL(1)" };

    /// <summary>The trace as the world itself writes it down when it goes the same way.</summary>
    private static Trace Recorded(Trace trace)
    {
        var world = TraceReplayer.SetupOf(Tally, trace.Header).MakeWorld();
        world.Listening = true;
        List<TraceStep> steps = [];
        foreach (var step in trace.Steps)
        {
            bool Fits(Choice choice) => TraceRecording.Expected(world, choice).SameStepAs(step);
            world.Take(world.Enabled.ToArray().Single(Fits));
            steps.Add(TraceRecording.Taken(world));
        }

        return new(trace.Header, steps);
    }

    private static byte[] BytesOf(Trace trace)
    {
        using MemoryStream output = new();
        TraceWriter.Write(output, "written", trace);
        return output.ToArray();
    }

    private int NumberOf(string message) => _trace.Steps.First(step => step.Message == message).Number;

    private Trace Altered(int number, Func<TraceStep, TraceStep> alter) =>
        _trace with { Steps = [.. _trace.Steps.Select(step => step.Number == number ? alter(step) : step)] };
}
