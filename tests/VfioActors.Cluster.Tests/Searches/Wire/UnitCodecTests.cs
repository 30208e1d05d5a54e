using System.Globalization;
using System.Text.Json;
using VfioActors.Cluster.Searches.Messages;
using VfioActors.Cluster.Searches.Wire;
using VfioActors.Exploration;
using VfioActors.Exploration.Strategies.Dependences;
using VfioActors.Exploration.Strategies.Sharing;
using VfioActors.Exploration.Strategies.Subtrees;
using VfioActors.Exploration.Units;
using VfioActors.Exploration.Units.Cuts;
using VfioActors.Exploration.Units.Work;
using VfioActors.Exploration.Worlds;
using VfioActors.Remote.Wire;

namespace VfioActors.Cluster.Tests.Searches.Wire;

/// <summary>Units of work and what comes of them, there and back.</summary>
public sealed class UnitCodecTests
{
    /// <summary>Not a strategy: states that are cut into regions.</summary>
    private const string Regions = "regions";

    private static readonly int Rounds = int.Parse(
        Environment.GetEnvironmentVariable("VFIOACTORS_WIRE") ?? "20000", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("stateful")]
    [InlineData(Regions)]
    [InlineData("dfs")]
    [InlineData("dpor")]
    [InlineData("random")]
    public void What_comes_of_a_search_arrives_as_it_was(string strategy)
    {
        var (units, results) = Searched(strategy);
        Assert.NotEmpty(results.SelectMany(
            result => result.Failures.Concat(result.Regions.SelectMany(part => part.Failures))));
        Assert.All(units, unit => Assert.Equal(
            Text(unit), Text(UnitCodec.ReadUnit(UnitCodec.Written(unit).Span))));
        Assert.All(results, result => Assert.Equal(
            Text(result), Text(UnitCodec.ReadResult(UnitCodec.Written(result).Span))));
        Assert.Equal(strategy is "stateful" or "dfs", results.Exists(result => result.Left.Count > 0));
        Assert.Equal(strategy == "dpor", results.Exists(result => result.Subtree is { Asked.Count: > 0 }));
        Assert.Equal(strategy == "dpor", results.Exists(result => result.Subtree is { Left.Count: > 0 }));
        Assert.Equal(strategy == "dpor", units.Exists(unit => unit.Way.Count > 0));
        Assert.Equal(strategy == "stateful", units.Exists(unit => unit.LeavesAll));
        Assert.Equal(strategy is "stateful" or Regions, results.Exists(result => result.HasMore));
        Assert.Equal(strategy == Regions, results.Exists(result => result.Entries.Count > 0));
        Assert.Equal(strategy == Regions, units.Exists(unit => unit.Regions.Count > 0));
        Assert.Equal(strategy == Regions, units.Exists(unit => unit.Entries.Count > 0));
        Assert.All(results.Select(result => result.Learned).OfType<LearnedFacts>(), facts => Assert.True(
            facts.TellsApartWhat(UnitCodec.ReadFacts(UnitCodec.Written(facts)))));
    }

    /// <summary>What was learned is rare: here it is made up.</summary>
    [Fact]
    public void What_was_learned_of_steps_arrives_as_it_was()
    {
        KnownSteps known = new(
            true, [new(3, "AuxDomain.Attach", -1, 1, ulong.MaxValue, 3, true), new(1, "", 2, 0, 0, 0, false)]);
        WorkUnit unit = new(7, 0, 5, []) { Known = known };
        Assert.Equal(Text(unit), Text(UnitCodec.ReadUnit(UnitCodec.Written(unit).Span)));
        Assert.True(known.IsSameAs(UnitCodec.ReadUnit(UnitCodec.Written(unit).Span).Known));
        UnitResult result = new(7, default) { Subtree = new() { Learned = known } };
        Assert.Equal(Text(result), Text(UnitCodec.ReadResult(UnitCodec.Written(result).Span)));
    }

    /// <summary>The bound on a list is what its smallest parts take.</summary>
    [Fact]
    public void A_list_of_the_smallest_parts_fits_and_one_that_is_cut_is_refused_by_its_length()
    {
        const int Count = 1_000;
        UnitResult states = new(7, default) { LeftStates = [.. Enumerable.Repeat(new ReachedState(1, 0), Count)] };
        UnitResult prints = new(7, default) { Fingerprints = [.. Enumerable.Repeat(1UL, Count)] };
        foreach (var (name, result, part) in new[] { ("states that are left", states, 9), ("states", prints, 8) })
        {
            var bytes = UnitCodec.Written(result).Span;
            Assert.Equal(Text(result), Text(UnitCodec.ReadResult(bytes)));
            var cut = bytes[..^(Count / 2)].ToArray();
            var refused = Assert.Throws<WireException>(() => UnitCodec.ReadResult(cut));
            Assert.Contains($"{name} are {Count}, and ", refused.Message, StringComparison.Ordinal);
            Assert.EndsWith($" left, {part} for each", refused.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>That a region is taken from a worker is rare: here it is made up.</summary>
    [Fact]
    public void Regions_that_a_worker_has_not_any_more_arrive_as_they_were()
    {
        WorkUnit unit = new(7, 0, 5, []) { Dropped = [3, 1], Regions = [2] };
        Assert.Equal([3, 1], UnitCodec.ReadUnit(UnitCodec.Written(unit).Span).Dropped);
        Assert.Equal(Text(unit), Text(UnitCodec.ReadUnit(UnitCodec.Written(unit).Span)));
    }

    [Theory]
    [InlineData("stateful")]
    [InlineData(Regions)]
    [InlineData("dpor")]
    public void Whatever_comes_is_a_result_or_refused(string strategy)
    {
        var (units, results) = Searched(strategy);
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

    /// <summary>By one worker, while another has nothing to do: so it leaves something now and then.</summary>
    private static (List<WorkUnit> Units, List<UnitResult> Results) Searched(string strategy)
    {
        var setup = Searching.SetupOf("aux-attach-detach", "AUX-03");
        ExplorationOptions options = new() { Runs = strategy == "random" ? 2_000 : null };
        RegionSharing sharing = new(strategy == Regions ? 2 : 0);
        if (strategy == Regions) { strategy = "stateful"; }
        UnitLedger ledger = new(setup, strategy, options, sharing) { UnitSize = strategy == "dpor" ? 5 : 50 };
        var again = Searching.SetupOf("aux-attach-detach", "AUX-03");
        var worker = UnitWorker.Make(again, strategy, options, new(Turn: 1, ledger.Cuts));
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
        unit.Dropped,
        unit.Regions,
        unit.Entries,
        Branches = unit.Branches.Select(branch => new { branch.Way, branch.First, branch.End }),
        Way = unit.Way.Select(level => new
        {
            Gone = Text(level.Gone),
            At = $"{level.Step}",
            level.Wanted,
            level.IsFull,
        }),
        Known = Text(unit.Known),
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
        Failures = result.Failures.Select(
            one => new { one.Property, one.Reason, one.Run, one.Way, one.Occurrences, one.Branches }),
        Left = result.Left.Select(branch => new { branch.Way, branch.First, branch.End }),
        result.Fingerprints,
        Expanded = result.Expanded.Select(state => $"{state}"),
        Awaited = result.Awaited.Select(state => $"{state}"),
        LeftStates = result.LeftStates.Select(state => $"{state}"),
        result.HasMore,
        Regions = result.Regions.Select(part => new
        {
            part.Region,
            part.Count,
            part.States,
            part.Untried,
            part.HasCircle,
            Totals = $"{part.Totals}",
            Failures = part.Failures.Select(one => new { one.Property, one.Reason, one.Way, one.Occurrences }),
        }),
        result.Entries,
        Occurrences = result.Occurrences.Select(met => $"{met}"),
        Asked = result.Subtree?.Asked.Select(asked => new { asked.Depth, asked.Channels }),
        Rest = result.Subtree?.Left.Select(rest => new
        {
            Candidates = Text(rest.Candidates),
            rest.Wanted,
            rest.IsFull,
            rest.Gone,
        }),
        Learned = Text(result.Subtree?.Learned),
    });

    private static string Text(SubtreeStep[] steps) => string.Join(' ', steps);

    private static string Text(KnownSteps? known) =>
        known is null ? "nothing" : $"{known.Learns}: {string.Join("; ", known.Footprints)}";
}
