using VfioActors.Exploration;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Tests.Control.Bank;
using VfioActors.Tracing;

namespace VfioActors.Runtime.Tests.Control;

public sealed class BankTests
{
    [Theory]
    [InlineData("pct", false)]
    [InlineData("random", false)]
    [InlineData("pos", true)]
    [InlineData("dpor", true)]
    [InlineData("dpor", false)]
    public void Money_that_two_tellers_move_at_once_is_found_to_be_lost_and_the_smallest_run_replays(
        string strategy, bool kept)
    {
        using Transfers scenario = new(kept);
        var report = ControlledExplorer.Explore(scenario, strategy, runs: 1000);
        Assert.Equal(Verdict.Broken, report.Verdict);
        var trace = Assert.Single(report.Traces);
        Assert.Equal("NothingLost", trace.Header.Violation?.Property);

        // Actors that are made for each run start with the first message that each of them hears.
        Assert.Equal(10, trace.Steps.Count);

        using Transfers again = new(kept);
        var replayed = ControlledExplorer.Replay(again, ReadAgain(trace));
        Assert.Equal(["NothingLost"], replayed.Findings.Select(finding => finding.Property.Name));
    }

    private static Trace ReadAgain(Trace trace)
    {
        MemoryStream file = new();
        TraceWriter.Write(file, "bank.vtrace", trace);
        return TraceReader.Read(new MemoryStream(file.ToArray()), "bank.vtrace");
    }
}
