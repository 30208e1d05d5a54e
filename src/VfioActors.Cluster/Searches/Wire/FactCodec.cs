using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Cluster.Searches.Wire;

/// <summary>How it travels what worlds learned.</summary>
internal static class FactCodec
{
    /// <summary>Writes it.</summary>
    internal static void Write(PackWriter writer, LearnedFacts facts)
    {
        writer.Number(facts.Actors);
        for (var actor = 0; actor < facts.Actors; actor++)
        {
            var sender = facts.OnlySender(actor);
            writer.Number(sender == LearnedFacts.Several ? 0 : sender.Value + 1L);
            writer.Flag(facts.ReadsClock(actor));
        }
    }

    /// <summary>Reads it.</summary>
    internal static LearnedFacts Read(ref PackReader reader)
    {
        var actors = reader.Count("actors", 2);
        if (actors > PackLimits.Actors) { throw reader.Wrong($"{actors} actors; accepted: {PackLimits.Actors}"); }
        var senders = new ActorId[actors];
        var clocks = new bool[actors];
        for (var actor = 0; actor < actors; actor++)
        {
            var sender = reader.Number("a sender", PackLimits.Actors);
            senders[actor] = sender == 0 ? LearnedFacts.Several : new(sender - 1);
            clocks[actor] = reader.Flag();
        }

        return new(senders, clocks);
    }
}
