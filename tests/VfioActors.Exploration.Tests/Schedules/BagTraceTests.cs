using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Protocols;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;
using VfioActors.Tracing;

namespace VfioActors.Exploration.Tests.Schedules;

/// <summary>What breaks when messages are lost or come again is made small, written, read, and taken again.</summary>
public sealed class BagTraceTests
{
    private readonly SketchScenario _scenario = new(builder =>
    {
        var account = builder.Add("account", new SketchBehavior(Hearing.Sum));
        builder.Add("clerk", new SketchBehavior(starts: outbox =>
        {
            outbox.Send(account, new ToyMessage.Token(10, 0));
            outbox.Send(account, new ToyMessage.Token(20, 0));
        }));
        builder.Claim(new ModelAtRest("AddsUp", "The account holds 31 at rest.", view =>
            view.State<ToyState>(account).Value.Value is var sum && sum == 31 ? null : $"the account holds {sum}",
            isSymmetric: false));
    });

    [Theory]
    [InlineData(1, 0, TraceStep.Lost, 2)]
    [InlineData(0, 1, TraceStep.Repeated, 3)]
    public void A_message_that_is_lost_or_comes_again_stands_in_the_trace(
        int losses, int repeats, string fate, int steps)
    {
        var setup = Setup.Of(
            _scenario, ScenarioArguments.Of(_scenario, [], []), Delivery.Bag, new(losses, repeats));
        var report = Made.Explored(setup, new StatefulStrategy());
        Assert.Equal(Verdict.Broken, report.Verdict);
        var trace = Investigator.Investigate(setup, report, new("test", "stateful", 1))[0].Trace;
        Assert.Equal(steps, trace.Steps.Count);
        Assert.Equal(fate, Assert.Single(trace.Steps, step => step.Fate is not null).Fate);

        using MemoryStream bytes = new();
        TraceWriter.Write(bytes, "written", trace);
        var read = TraceReader.Read(new MemoryStream(bytes.ToArray()), "read");
        Assert.Equal(losses, read.Header.Losses);
        Assert.Equal(repeats, read.Header.Repeats);
        var replayed = TraceReplayer.Replay(_scenario, read);
        Assert.Equal(trace.Steps[^1].Fingerprint, replayed.Fingerprint);
        Assert.Equal("AddsUp", Assert.Single(replayed.Findings).Property.Name);
        Assert.Equal(steps, TraceMinimizer.Minimize(_scenario, read).MinimalSteps);
    }

    [Fact]
    public void A_step_with_another_fate_is_another_step()
    {
        TraceStep step = new() { Number = 0, To = "a", From = "b", Message = "Toy.Token", Fingerprint = 0 };
        Assert.Equal(
            "fate handled expected, lost found", step.DifferenceFrom(step with { Fate = TraceStep.Lost }));
    }
}
