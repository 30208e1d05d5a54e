using VfioActors.Exploration.Strategies.Dependences;
using VfioActors.Exploration.Strategies.Subtrees;
using VfioActors.Exploration.Units.Work;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Cluster.Searches.Wire;

/// <summary>How subtrees of a search that is reduced by partial order travel, and what comes of them.</summary>
/// <remarks>
/// Sizes are looked at before memory is taken. Whether there are such steps and nodes is looked at by who uses them.
/// </remarks>
internal static class SubtreeCodec
{
    /// <summary>The fewest bytes of what is known of one kind of message.</summary>
    private const int FootprintBytes = 4 + (3 * sizeof(ulong));

    /// <summary>Writes what a unit has of a subtree.</summary>
    internal static void Write(PackWriter writer, WorkUnit unit)
    {
        writer.Number(unit.Way.Count);
        foreach (var level in unit.Way)
        {
            Write(writer, level.Gone);
            Write(writer, level.Step);
            Write(writer, level.Wanted);
            writer.Flag(level.IsFull);
        }

        Write(writer, unit.Known);
    }

    /// <summary>Reads that into a unit.</summary>
    internal static WorkUnit ReadInto(ref PackReader reader, WorkUnit unit)
    {
        var way = new SubtreeLevel[Depth(ref reader, reader.Count("the nodes of a way", 5))];
        foreach (ref var level in way.AsSpan())
        {
            level = new(ReadSteps(ref reader), ReadStep(ref reader), ReadKeys(ref reader), reader.Flag());
        }

        return unit with { Way = way, Known = ReadKnown(ref reader) };
    }

    /// <summary>Writes what came of a subtree.</summary>
    internal static void Write(PackWriter writer, SubtreePart part)
    {
        writer.Number(part.Asked.Count);
        foreach (var asked in part.Asked)
        {
            writer.Number(asked.Depth);
            Write(writer, asked.Channels);
        }

        writer.Number(part.Left.Count);
        foreach (var rest in part.Left)
        {
            Write(writer, rest.Candidates);
            Write(writer, rest.Wanted);
            writer.Flag(rest.IsFull);
            writer.Number(rest.Gone);
        }

        Write(writer, part.Learned);
    }

    /// <summary>Reads what came of a subtree.</summary>
    internal static SubtreePart ReadPart(ref PackReader reader)
    {
        var asked = new Reversal[reader.Count("what is wanted", 2)];
        foreach (ref var one in asked.AsSpan())
        {
            one = new(reader.Number("a depth", RunLimit.StepsMax), ReadKeys(ref reader));
        }

        var left = new SubtreeRest[Depth(ref reader, reader.Count("the nodes of what is left", 4))];
        foreach (ref var rest in left.AsSpan())
        {
            rest = new(ReadSteps(ref reader), ReadKeys(ref reader), reader.Flag(),
                reader.Number("the branches that are done", int.MaxValue));
        }

        return new() { Asked = asked, Left = left, Learned = ReadKnown(ref reader) };
    }

    private static int Depth(ref PackReader reader, int nodes) => nodes <= RunLimit.StepsMax
        ? nodes
        : throw reader.Wrong($"{nodes} nodes are below each other; accepted: at most {RunLimit.StepsMax}");

    private static void Write(PackWriter writer, SubtreeStep step)
    {
        writer.Number(step.Channel);
        writer.Number(step.Option);
    }

    private static SubtreeStep ReadStep(ref PackReader reader) =>
        new(reader.Number(), reader.Number("an option", int.MaxValue));

    private static void Write(PackWriter writer, SubtreeStep[] steps)
    {
        writer.Number(steps.Length);
        foreach (var step in steps) { Write(writer, step); }
    }

    private static SubtreeStep[] ReadSteps(ref PackReader reader)
    {
        var steps = new SubtreeStep[reader.Count("steps", 2)];
        foreach (ref var step in steps.AsSpan()) { step = ReadStep(ref reader); }
        return steps;
    }

    private static void Write(PackWriter writer, long[] keys)
    {
        writer.Number(keys.Length);
        foreach (var key in keys) { writer.Number(key); }
    }

    private static long[] ReadKeys(ref PackReader reader)
    {
        var keys = new long[reader.Count("channels", 1)];
        foreach (ref var key in keys.AsSpan()) { key = reader.Number(); }
        return keys;
    }

    private static void Write(PackWriter writer, KnownSteps? known)
    {
        writer.Flag(known is not null);
        if (known is null) { return; }
        writer.Flag(known.Learns);
        writer.Number(known.Footprints.Count);
        foreach (var one in known.Footprints)
        {
            writer.Number(one.Receiver);
            writer.Text(one.Kind);
            writer.Number(one.Sender + 1);
            foreach (var bits in new[] { one.Inlines, one.Sends, one.OwnSends }) { writer.Fixed(bits); }
            writer.Flag(one.Changes);
        }
    }

    private static KnownSteps? ReadKnown(ref PackReader reader)
    {
        if (!reader.Flag()) { return null; }
        var learns = reader.Flag();
        var footprints = new KnownFootprint[reader.Count("what is known of kinds of messages", FootprintBytes)];
        foreach (ref var one in footprints.AsSpan())
        {
            one = new(reader.Number("an actor", PackLimits.Actors), reader.Text(),
                reader.Number("a sender", PackLimits.Actors) - 1,
                reader.Fixed(), reader.Fixed(), reader.Fixed(), reader.Flag());
        }

        return new(learns, footprints);
    }
}
