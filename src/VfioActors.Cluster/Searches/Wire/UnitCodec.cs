using VfioActors.Exploration;
using VfioActors.Exploration.Strategies.Branches;
using VfioActors.Exploration.Strategies.Sharing;
using VfioActors.Exploration.Units.Work;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Cluster.Searches.Wire;

/// <summary>How units of work, and what comes of them, travel: the version of the format, then numbers.</summary>
/// <remarks>
/// Whatever comes is a unit or a result or a <see cref="Remote.Wire.WireException"/>: sizes are looked at before memory
/// is taken. Whether a number makes sense in the scenario is looked at by who uses it.
/// </remarks>
internal static class UnitCodec
{
    /// <summary>The version of the format.</summary>
    internal const byte Version = 4;

    /// <summary>Above so many bits of a number that has marks stands what was broken before a state.</summary>
    private const int PastShift = 3;

    private const int MarksMask = (1 << PastShift) - 1;

    /// <summary>Writes a unit.</summary>
    internal static ReadOnlyMemory<byte> Written(WorkUnit unit)
    {
        PackWriter writer = new();
        writer.Byte(Version);
        writer.Number(unit.Number);
        writer.Number(unit.First);
        writer.Number(unit.End);
        writer.Flag(unit.LeavesAll);
        WriteBranches(writer, unit.Branches);
        WritePlaces(writer, unit.Dropped);
        WritePlaces(writer, unit.Regions);
        RegionCodec.Write(writer, unit.Entries);
        SubtreeCodec.Write(writer, unit);
        return writer.Written;
    }

    /// <summary>Reads a unit.</summary>
    internal static WorkUnit ReadUnit(ReadOnlySpan<byte> bytes)
    {
        PackReader reader = new(bytes, "a unit of work");
        reader.Version(Version);
        var (number, first, end) = (reader.Number(), reader.Number(), reader.Number());
        if (end < first) { throw reader.Wrong($"it ends at {end} and begins at {first}"); }
        var leaves = reader.Flag();
        WorkUnit unit = new(number, first, end, ReadBranches(ref reader))
        {
            LeavesAll = leaves,
            Dropped = ReadPlaces(ref reader),
            Regions = ReadPlaces(ref reader),
            Entries = RegionCodec.ReadEntries(ref reader),
        };
        unit = SubtreeCodec.ReadInto(ref reader, unit);
        reader.End();
        return unit;
    }

    /// <summary>Writes fingerprints of states.</summary>
    internal static ReadOnlyMemory<byte> Written(ReadOnlySpan<ulong> states)
    {
        PackWriter writer = new();
        writer.Byte(Version);
        writer.Number(states.Length);
        foreach (var state in states) { writer.Fixed(state); }
        return writer.Written;
    }

    /// <summary>Reads fingerprints of states.</summary>
    internal static ulong[] ReadStates(ReadOnlySpan<byte> bytes)
    {
        PackReader reader = new(bytes, "states");
        reader.Version(Version);
        var states = ReadFingerprints(ref reader);
        reader.End();
        return states;
    }

    /// <summary>Writes what worlds learned.</summary>
    internal static byte[] Written(LearnedFacts facts)
    {
        PackWriter writer = new();
        FactCodec.Write(writer, facts);
        return writer.Written.ToArray();
    }

    /// <summary>Reads what worlds learned.</summary>
    internal static LearnedFacts ReadFacts(ReadOnlySpan<byte> bytes)
    {
        PackReader reader = new(bytes, "what worlds learned");
        var facts = FactCodec.Read(ref reader);
        reader.End();
        return facts;
    }

    /// <summary>Writes what came of a unit.</summary>
    /// <exception cref="Remote.Wire.WireException">A text in it is too long.</exception>
    internal static ReadOnlyMemory<byte> Written(UnitResult result)
    {
        PackWriter writer = new();
        writer.Byte(Version);
        writer.Number(result.Number);
        Write(writer, result.Totals);
        writer.Number((long)(result.Seconds * 1e6));
        WritePlaces(writer, result.Looked);
        WritePlaces(writer, result.Reached);
        writer.Flag(result.IsStuck);
        writer.Text(result.Trouble ?? "");
        writer.Text(result.Thrown ?? "");
        WriteFailures(writer, result.Failures);
        WriteBranches(writer, result.Left);
        WriteFingerprints(writer, result.Fingerprints);
        List<ulong> pasts = [0];
        WriteReached(writer, result.LeftStates, pasts);
        writer.Flag(result.HasMore);
        WriteExpanded(writer, result, pasts);
        writer.Flag(result.Learned is not null);
        if (result.Learned is { } facts) { FactCodec.Write(writer, facts); }
        writer.Flag(result.Subtree is not null);
        if (result.Subtree is { } part) { SubtreeCodec.Write(writer, part); }
        RegionCodec.Write(writer, result.Regions);
        RegionCodec.Write(writer, result.Entries);
        return writer.Written;
    }

    /// <summary>Reads what came of a unit.</summary>
    internal static UnitResult ReadResult(ReadOnlySpan<byte> bytes)
    {
        PackReader reader = new(bytes, "what came of a unit");
        reader.Version(Version);
        UnitResult result = new(reader.Number(), ReadTotals(ref reader))
        {
            Seconds = reader.Number() / 1e6,
            Looked = ReadPlaces(ref reader),
            Reached = ReadPlaces(ref reader),
            IsStuck = reader.Flag(),
            Trouble = TextOrNull(ref reader),
            Thrown = TextOrNull(ref reader),
            Failures = ReadFailures(ref reader),
            Left = ReadBranches(ref reader),
            Fingerprints = ReadFingerprints(ref reader),
        };
        List<ulong> pasts = [0];
        var left = ReadReached(ref reader, pasts);
        var hasMore = reader.Flag();
        var (expanded, awaited) = ReadExpanded(ref reader, pasts);
        result = result with
        {
            LeftStates = left,
            HasMore = hasMore,
            Expanded = expanded,
            Awaited = awaited,
            Occurrences = ReadOccurrences(ref reader),
            Learned = reader.Flag() ? FactCodec.Read(ref reader) : null,
            Subtree = reader.Flag() ? SubtreeCodec.ReadPart(ref reader) : null,
            Regions = RegionCodec.ReadParts(ref reader),
            Entries = RegionCodec.ReadEntries(ref reader),
        };
        reader.End();
        return result;
    }

    internal static void Write(PackWriter writer, WorkerTotals totals)
    {
        writer.Number(totals.Runs);
        writer.Number(totals.Left);
        writer.Number(totals.Broken);
        writer.Number(totals.FirstBroken);
        writer.Number(totals.Deliveries);
        writer.Number(totals.Cut);
    }

    internal static WorkerTotals ReadTotals(ref PackReader reader) => new(
        reader.Number(), reader.Number(), reader.Number(), reader.Number(), reader.Number(), reader.Number());

    private static string? TextOrNull(ref PackReader reader) => reader.Text() is { Length: > 0 } text ? text : null;

    private static void WritePlaces(PackWriter writer, IReadOnlyCollection<int> places)
    {
        writer.Number(places.Count);
        foreach (var place in places) { writer.Number(place); }
    }

    private static int[] ReadPlaces(ref PackReader reader)
    {
        var places = new int[reader.Count("places", 1)];
        for (var at = 0; at < places.Length; at++) { places[at] = reader.Number("a place", int.MaxValue); }
        return places;
    }

    private static void WriteFingerprints(PackWriter writer, IReadOnlyList<ulong> states)
    {
        writer.Number(states.Count);
        for (var at = 0; at < states.Count; at++) { writer.Fixed(states[at]); }
    }

    private static ulong[] ReadFingerprints(ref PackReader reader)
    {
        var states = new ulong[reader.Count("states", sizeof(ulong))];
        for (var at = 0; at < states.Length; at++) { states[at] = reader.Fixed(); }
        return states;
    }

    /// <summary>Of a way only what it does not have in common with the one before it.</summary>
    private static void WriteWay(PackWriter writer, int[] before, int[] way)
    {
        var common = before.AsSpan().CommonPrefixLength(way);
        writer.Number(common);
        writer.Number(way.Length - common);
        foreach (var step in way.AsSpan(common)) { writer.Number(step); }
    }

    private static int[] ReadWay(ref PackReader reader, int[] before)
    {
        var common = reader.Number("the common part of two ways", before.Length);
        var rest = reader.Count("the steps of a way", 1);
        if (common + rest > RunLimit.StepsMax)
        {
            throw reader.Wrong($"a way has {common + rest} steps; accepted: at most {RunLimit.StepsMax}");
        }

        var way = new int[common + rest];
        before.AsSpan(0, common).CopyTo(way);
        for (var at = common; at < way.Length; at++) { way[at] = reader.Number("a step", int.MaxValue); }
        return way;
    }

    private static void WriteBranches(PackWriter writer, IReadOnlyList<Branch> branches)
    {
        writer.Number(branches.Count);
        int[] before = [];
        foreach (var branch in branches)
        {
            WriteWay(writer, before, branch.Way);
            writer.Number(branch.First);
            writer.Number(branch.End);
            before = branch.Way;
        }
    }

    private static List<Branch> ReadBranches(ref PackReader reader)
    {
        var count = reader.Count("branches", 4);
        List<Branch> branches = new(count);
        int[] before = [];
        for (var at = 0; at < count; at++)
        {
            before = ReadWay(ref reader, before);
            var first = reader.Number("the first step of a branch", int.MaxValue);
            branches.Add(new(before, first, reader.Number("the last step of a branch", int.MaxValue)));
        }

        return branches;
    }

    internal static void WriteFailures(PackWriter writer, IReadOnlyList<UnitFailure> failures)
    {
        writer.Number(failures.Count);
        foreach (var failure in failures)
        {
            writer.Number(failure.Property);
            writer.Text(failure.Reason);
            writer.Number(failure.Run);
            WriteWay(writer, [], failure.Way);
            writer.Number(failure.Occurrences);
            writer.Flag(failure.Branches is not null);
            if (failure.Branches is { } branches) { WritePlaces(writer, branches); }
        }
    }

    internal static List<UnitFailure> ReadFailures(ref PackReader reader)
    {
        var count = reader.Count("failures", 7);
        List<UnitFailure> failures = new(count);
        for (var at = 0; at < count; at++)
        {
            var place = reader.Number("the place of a property", int.MaxValue);
            var (reason, run) = (reader.Text(), reader.Number());
            failures.Add(new(place, reason, run, ReadWay(ref reader, []))
            {
                Occurrences = reader.Number(),
                Branches = reader.Flag() ? ReadPlaces(ref reader) : null,
            });
        }

        return failures;
    }

    /// <summary>A state, and what was broken before it: the first time as it is, then by its place.</summary>
    private static void Write(PackWriter writer, ReachedState reached, List<ulong> pasts, StateMarks marks)
    {
        writer.Fixed(reached.State);
        var past = reached.Past == 0 ? 0 : pasts.IndexOf(reached.Past);
        writer.Number(((past < 0 ? pasts.Count : past) << PastShift) | (int)marks);
        if (past >= 0) { return; }
        pasts.Add(reached.Past);
        writer.Fixed(reached.Past);
    }

    private static (ReachedState Reached, StateMarks Marks) ReadReached(
        ref PackReader reader, List<ulong> pasts, bool hasMarks)
    {
        var state = reader.Fixed();
        var word = reader.Number();
        var (past, marks) = (word >> PastShift, (StateMarks)(word & MarksMask));
        if (past > pasts.Count) { throw reader.Wrong($"what was broken has place {past} of {pasts.Count}"); }
        if (!hasMarks && marks != StateMarks.None) { throw reader.Wrong($"a mark is {(int)marks}; accepted: 0"); }
        if (past == pasts.Count) { pasts.Add(reader.Fixed()); }
        return (new(state, pasts[(int)past]), marks);
    }

    private static void WriteReached(PackWriter writer, IReadOnlyList<ReachedState> states, List<ulong> pasts)
    {
        writer.Number(states.Count);
        foreach (var state in states) { Write(writer, state, pasts, StateMarks.None); }
    }

    private static List<ReachedState> ReadReached(ref PackReader reader, List<ulong> pasts)
    {
        var count = reader.Count("states that are left", sizeof(ulong) + 1);
        List<ReachedState> states = new(count);
        for (var at = 0; at < count; at++) { states.Add(ReadReached(ref reader, pasts, hasMarks: false).Reached); }
        return states;
    }

    private static void WriteExpanded(PackWriter writer, UnitResult result, List<ulong> pasts)
    {
        writer.Number(result.Expanded.Count);
        var awaited = 0;
        for (var at = 0; at < result.Expanded.Count; at++)
        {
            var state = result.Expanded[at];
            Write(writer, state.Reached, pasts, state.Marks);
            writer.Number(state.Steps);
            writer.Number(state.Awaits);
            for (var end = awaited + state.Awaits; awaited < end; awaited++)
            {
                Write(writer, result.Awaited[awaited], pasts, StateMarks.None);
            }
        }

        writer.Number(result.Occurrences.Count);
        foreach (var (state, failure) in result.Occurrences)
        {
            writer.Number(state);
            writer.Number(failure);
        }
    }

    private static (List<ExpandedState> Expanded, List<ReachedState> Awaited) ReadExpanded(
        ref PackReader reader, List<ulong> pasts)
    {
        var count = reader.Count("states", 11);
        List<ExpandedState> expanded = new(count);
        List<ReachedState> awaited = [];
        for (var at = 0; at < count; at++)
        {
            var (reached, marks) = ReadReached(ref reader, pasts, hasMarks: true);
            var steps = reader.Number("the steps from a state", int.MaxValue);
            var awaits = reader.Count("the states that are awaited", sizeof(ulong) + 1);
            for (var next = 0; next < awaits; next++)
            {
                awaited.Add(ReadReached(ref reader, pasts, hasMarks: false).Reached);
            }

            expanded.Add(new(reached, steps, marks, awaits));
        }

        return (expanded, awaited);
    }

    private static List<(int State, int Failure)> ReadOccurrences(ref PackReader reader)
    {
        var count = reader.Count("occurrences", 2);
        List<(int State, int Failure)> met = new(count);
        for (var at = 0; at < count; at++)
        {
            met.Add((reader.Number("a state", int.MaxValue), reader.Number("a failure", int.MaxValue)));
        }

        return met;
    }
}
