using System.Globalization;
using System.Text.Json;
using VfioActors.Cluster.Searches.Messages;
using VfioActors.Cluster.Searches.Wire;
using VfioActors.Exploration;
using VfioActors.Exploration.Units;
using VfioActors.Exploration.Worlds;
using VfioActors.Remote.Wire;

namespace VfioActors.Cluster.Tests.Searches.Wire;

/// <summary>Units of work and what comes of them, there and back.</summary>
public sealed class UnitCodecTests
{
    private static readonly int Rounds = int.Parse(
        Environment.GetEnvironmentVariable("VFIOACTORS_WIRE") ?? "20000", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("stateful")]
    [InlineData("dfs")]
    [InlineData("random")]
    public void What_comes_of_a_search_arrives_as_it_was(string strategy)
    {
        var (units, results) = Searched(strategy);
        Assert.NotEmpty(results.SelectMany(result => result.Failures));
        Assert.All(units, unit => Assert.Equal(
            Text(unit), Text(UnitCodec.ReadUnit(UnitCodec.Written(unit).Span))));
        Assert.All(results, result => Assert.Equal(
            Text(result), Text(UnitCodec.ReadResult(UnitCodec.Written(result).Span))));
        Assert.Equal(strategy != "random", results.Exists(result => result.Left.Count > 0));
        Assert.Equal(strategy == "stateful", units.Exists(unit => unit.LeavesAll));
        Assert.Equal(strategy == "stateful", results.Exists(result => result.HasMore));
        Assert.All(results.Select(result => result.Learned).OfType<LearnedFacts>(), facts => Assert.True(
            facts.TellsApartWhat(UnitCodec.ReadFacts(UnitCodec.Written(facts)))));
    }

    [Fact]
    public void Whatever_comes_is_a_result_or_refused()
    {
        var (units, results) = Searched("stateful");
        byte[][] written = [.. results.Select(result => UnitCodec.Written(result).ToArray()),
            .. units.Select(unit => UnitCodec.Written(unit).ToArray())];
        Random random = new(1);
        for (var round = 0; round < Rounds; round++)
        {
            var whole = written[random.Next(written.Length)];
            var bytes = whole[..(random.Next(3) == 0 ? random.Next(whole.Length) : whole.Length)];
            if (bytes.Length > 0) { bytes[random.Next(bytes.Length)] = (byte)random.Next(256); }
            try
            {
                if (random.Next(2) == 0) { UnitCodec.ReadResult(bytes); }
                else { UnitCodec.ReadUnit(bytes); }
            }
            catch (WireException refused)
            {
                Assert.NotEmpty(refused.Message);
            }
        }
    }

    [Fact]
    public void A_message_in_pieces_comes_together_and_a_piece_that_lacks_is_found_out()
    {
        var message = Enumerable.Range(0, 3 * PackLimits.Frame).Select(at => (byte)(at % 251)).ToArray();
        FrameCutter cutter = new(1, 2);
        FrameJoiner joiner = new();
        var frames = cutter.Cut(FrameKind.Result, message).ToList();
        Assert.Equal(3, frames.Count);
        Assert.Null(joiner.Add(frames[0]));
        Assert.Null(joiner.Add(frames[1]));
        Assert.Equal(message, joiner.Add(frames[2])!.Value.ToArray());
        Assert.Null(joiner.Add(cutter.Count()));
        var lost = cutter.Cut(FrameKind.Result, message).First();
        Assert.Equal(3, lost.Sequence);
        Assert.Equal(
            "frame 3 did not come, but 4 did",
            Assert.Throws<WireException>(() => joiner.Add(cutter.Count())).Message);
    }

    /// <summary>By one worker, while another has nothing to do: so it leaves something to others now and then.</summary>
    private static (List<WorkUnit> Units, List<UnitResult> Results) Searched(string strategy)
    {
        var setup = Searching.SetupOf("aux-attach-detach", "AUX-03");
        ExplorationOptions options = new() { Runs = strategy == "random" ? 2_000 : null };
        UnitLedger ledger = new(setup, strategy, options) { UnitSize = 100 };
        var worker = UnitWorker.Make(Searching.SetupOf("aux-attach-detach", "AUX-03"), strategy, options, 1);
        ledger.Join(1);
        ledger.Join(2);
        List<WorkUnit> units = [];
        List<UnitResult> results = [];
        while (!ledger.IsOver && ledger.Take(1) is { } unit)
        {
            units.Add(unit);
            results.Add(worker.Do(unit, default) with { Seconds = 0 });
            ledger.Accept(1, results[^1]);
        }

        return (units, results);
    }

    /// <summary>All fields, in words.</summary>
    private static string Text(WorkUnit unit) => JsonSerializer.Serialize(new
    {
        unit.Number,
        unit.First,
        unit.End,
        unit.LeavesAll,
        Branches = unit.Branches.Select(branch => new { branch.Way, branch.First, branch.End }),
    });

    private static string Text(UnitResult result) => JsonSerializer.Serialize(new
    {
        result.Number,
        Totals = $"{result.Totals}",
        result.Looked,
        result.Reached,
        result.IsStuck,
        result.Trouble,
        result.Thrown,
        Failures = result.Failures.Select(one => new { one.Property, one.Reason, one.Run, one.Way, one.Occurrences }),
        Left = result.Left.Select(branch => new { branch.Way, branch.First, branch.End }),
        result.Fingerprints,
        Expanded = result.Expanded.Select(state => $"{state}"),
        Awaited = result.Awaited.Select(state => $"{state}"),
        LeftStates = result.LeftStates.Select(state => $"{state}"),
        result.HasMore,
        Occurrences = result.Occurrences.Select(met => $"{met}"),
    });
}
