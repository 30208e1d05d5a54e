using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests;

public sealed class OperationsAnsweredTests
{
    /// <summary>How a server answers what it hears as the nth message, from 0; the label is what was asked.</summary>
    public static TheoryData<string, Func<int, int, bool>, bool, string[]> Servers => new()
    {
        { "answers all", (_, _) => true, false, [] },
        {
            "forgets the second that asks",
            (heard, _) => heard != 1,
            false,
            [
                "OperationsAnswered: c1 waits for ever: server never answers Token",
                "OperationsAnswered: c2 waits for ever: server never answers Token",
            ]
        },
        { "answers nobody, so that nobody knows what an answer is", (_, _) => false, false, [] },
        { "answers all, and is told goodbye at the end", (_, label) => label != 9, true, [] },
    };

    [Theory, MemberData(nameof(Servers))]
    public void An_operation_that_asks_and_is_not_answered_waits_for_ever(
        string server, Func<int, int, bool> answers, bool saysGoodbye, string[] failures)
    {
        foreach (var strategy in new[] { "dpor", "dfs" })
        {
            var report = Search.Run(() => Of(Scenario(answers, saysGoodbye)), strategy, new()).Report;
            Assert.True(report.Complete, server);
            Assert.Equal(failures, Made.Failures(report).ToArray());
        }

        // These clients remember nothing: where states are merged, one of the runs that lead to a state is looked at.
        var merged = Search.Run(() => Of(Scenario(answers, saysGoodbye)), "stateful", new()).Report;
        Assert.Subset(new SortedSet<string>(failures), Made.Failures(merged));
        Assert.Equal(failures.Length > 0, merged.Failures.Count > 0);
    }

    [Fact]
    public void What_is_forgotten_is_made_small_and_replays()
    {
        var scenario = Scenario((heard, _) => heard != 1, saysGoodbye: true);
        var setup = Of(scenario);
        var report = Search.Run(() => setup, "dpor", new()).Report;
        var diagnosis = Assert.Single(Investigator.Investigate(setup, report, new("1", "dpor", 1)));
        Assert.Equal("OperationsAnswered", diagnosis.Property);
        Assert.Contains("OperationsAnswered",
            TraceReplayer.Replay(scenario, diagnosis.Trace).Findings.Select(finding => finding.Property.Name));
    }

    private static Setup Of(Scenario scenario) =>
        Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), Delivery.Causal);

    /// <summary>Two clients ask a server once each; when answered, they may say a goodbye that nobody answers.</summary>
    private static SketchScenario Scenario(Func<int, int, bool> answers, bool saysGoodbye) => new(builder =>
    {
        var server = builder.Add("server", new SketchBehavior((state, envelope, outbox) =>
        {
            // The sketch's count starts at 1.
            if (!answers(state.Value.Value++ - 1, Hearing.LabelOf(envelope))) { return; }
            outbox.Send(envelope.From, new ToyMessage.Token(1, 0));
        }));
        for (var client = 1; client <= 2; client++)
        {
            foreach (var (id, label) in builder.Script($"c{client}", ($"ASK({client})", client)))
            {
                builder.Add($"c{client}", new SketchBehavior(
                    (state, _, outbox) =>
                    {
                        if (saysGoodbye && state.Value.Value++ == 1) { outbox.Send(server, new ToyMessage.Glance(9, 0)); }
                    },
                    outbox =>
                    {
                        outbox.Serving = id;
                        outbox.Send(server, new ToyMessage.Token(label, 0));
                    }));
            }
        }
    });
}
