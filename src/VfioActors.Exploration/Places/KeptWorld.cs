using VfioActors.Behaviors;
using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Places;

/// <summary>
/// What a world has learned in all its runs, and by which numbers it calls its channels: with that another world of the
/// same topology tells states apart as this one does, and a number means the same there.
/// </summary>
internal static class KeptWorld
{
    internal static void Write(CheckpointWriter writer, World world)
    {
        Write(writer, world.Learned, world.Topology.Count);
        writer.Write((long)world.ChannelCount);
        for (var number = 0; number < world.ChannelCount; number++)
        {
            var channel = world.Channels[number];
            writer.Write((int)channel.Kind);
            writer.Write(channel.From.Value);
            writer.Write(channel.To.Value);
            writer.Write(channel.Content);
        }
    }

    /// <param name="world">At its start, new.</param>
    internal static void Read(CheckpointReader reader, World world)
    {
        world.Learn(ReadFacts(reader, world.Topology.Count));
        var count = reader.ReadCount((3 * sizeof(int)) + sizeof(ulong));
        for (var number = 0; number < count; number++)
        {
            if (ReadChannel(reader, world) != number) { throw reader.Wrong("a channel has another number here"); }
        }
    }

    internal static void Write(CheckpointWriter writer, LearnedFacts learned, int actors)
    {
        for (var actor = 0; actor <= actors; actor++)
        {
            writer.Write(learned.OnlySender(actor).Value);
            writer.Write(learned.ReadsClock(actor));
        }
    }

    internal static LearnedFacts ReadFacts(CheckpointReader reader, int actors)
    {
        var senders = new ActorId[actors + 1];
        var clocks = new bool[actors + 1];
        for (var actor = 0; actor <= actors; actor++)
        {
            senders[actor] = new(reader.ReadInt(LearnedFacts.Several.Value, actors));
            clocks[actor] = reader.ReadBool();
        }

        return new(senders, clocks);
    }

    /// <summary>The steps from the start to where a world is.</summary>
    internal static Choice[] WayOf(World world)
    {
        var way = new Choice[world.Depth];
        for (var step = 0; step < way.Length; step++) { way[step] = world.ChoiceAt(step); }
        return way;
    }

    internal static void Write(CheckpointWriter writer, Choice choice)
    {
        writer.Write(choice.Channel);
        writer.Write(choice.Option);
    }

    internal static Choice ReadChoice(CheckpointReader reader, World world)
    {
        var channel = reader.ReadInt(0, world.ChannelCount - 1);
        return new(channel, reader.ReadInt(0, int.MaxValue), world.Channels[channel].To);
    }

    private static int ReadChannel(CheckpointReader reader, World world)
    {
        var actors = world.Topology.Count;
        var kind = (ChannelKind)reader.ReadInt(0, (int)ChannelKind.Tasks);
        var from = reader.ReadInt(0, int.MaxValue);
        ActorId to = new(reader.ReadInt(1, actors));
        var content = reader.ReadWord();
        return content == 0 ? world.Channels.Find(kind, new(from), to) : world.Channels.FindBag(new(from), to, content);
    }
}
