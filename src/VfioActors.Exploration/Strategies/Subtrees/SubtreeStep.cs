using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies.Subtrees;

/// <summary>A step in words that hold for every world of the topology.</summary>
/// <param name="Channel">The key of the channel whose oldest message it handles.</param>
/// <param name="Option">Which of the host's answers; else 0.</param>
internal readonly record struct SubtreeStep(long Channel, int Option)
{
    internal static SubtreeStep Of(World world, Choice choice) =>
        new(world.Channels[choice.Channel].Key, choice.Option);

    /// <summary>The number that a world has for the channel of a key.</summary>
    internal static int NumberIn(World world, long key)
    {
        var (kind, from, to) = Worlds.Channels.Channel.PartsOf(key);
        return world.Channels.Find(kind, from, to);
    }

    /// <summary>Whether it can be a step of so many actors.</summary>
    internal bool IsOf(int actors)
    {
        if (!Worlds.Channels.Channel.IsKey(Channel)) { return false; }
        var (kind, from, to) = Worlds.Channels.Channel.PartsOf(Channel);
        return kind <= ChannelKind.Tasks && from.Value <= actors && to.Value > 0 && to.Value <= actors;
    }

    /// <summary>The same as a choice of a world, which can be next there.</summary>
    /// <exception cref="InvalidDataException">It cannot.</exception>
    internal Choice In(World world)
    {
        var number = NumberIn(world, Channel);
        foreach (var candidate in world.Enabled)
        {
            if (candidate.Channel == number && candidate.Option == Option) { return candidate; }
        }

        throw new InvalidDataException("a step of the way to a subtree cannot be next there");
    }
}
