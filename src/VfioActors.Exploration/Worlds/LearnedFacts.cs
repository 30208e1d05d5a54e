using VfioActors.Behaviors;

namespace VfioActors.Exploration.Worlds;

/// <summary>
/// What a world has learned of its actors, in any run, on which its fingerprints depend: who hears several others, and
/// who asks for the time.
/// </summary>
/// <param name="onlySender">
/// For each actor's number the only one that it ever heard; nobody when it heard none, negative when it heard several.
/// </param>
/// <param name="readsClock">For each actor's number whether it asks for the time.</param>
internal sealed class LearnedFacts(ActorId[] onlySender, bool[] readsClock)
{
    /// <summary>Stands for several senders.</summary>
    internal static readonly ActorId Several = new(-1);

    /// <summary>Whether an actor asks for the time.</summary>
    internal bool ReadsClock(int actor) => readsClock[actor];

    /// <summary>The only one that an actor ever heard.</summary>
    internal ActorId OnlySender(int actor) => onlySender[actor];

    /// <summary>What several worlds of the same actors know together.</summary>
    internal static LearnedFacts Of(IEnumerable<LearnedFacts> worlds)
    {
        ActorId[]? senders = null;
        bool[]? clocks = null;
        foreach (var world in worlds)
        {
            senders ??= new ActorId[world.Actors];
            clocks ??= new bool[world.Actors];
            for (var actor = 0; actor < senders.Length; actor++)
            {
                senders[actor] = Together(senders[actor], world.OnlySender(actor));
                clocks[actor] |= world.ReadsClock(actor);
            }
        }

        return new(senders ?? [], clocks ?? []);
    }

    /// <summary>The same, where what is known of one actor counts for all that could be in its place.</summary>
    /// <param name="peers">For each actor's number those that could be in its place, itself too.</param>
    internal LearnedFacts OfPeers(ActorId[][] peers)
    {
        ActorId[] senders = [.. onlySender];
        bool[] clocks = [.. readsClock];
        for (var actor = 1; actor < Actors; actor++)
        {
            if (peers[actor].Any(peer => OnlySender(peer.Value) == Several)) { senders[actor] = Several; }
            clocks[actor] |= peers[actor].Any(peer => ReadsClock(peer.Value));
        }

        return new(senders, clocks);
    }

    /// <summary>Whether fingerprints tell the same apart by this as by other knowledge.</summary>
    internal bool TellsApartWhat(LearnedFacts other)
    {
        for (var actor = 0; actor < Actors; actor++)
        {
            if ((OnlySender(actor) == Several) != (other.OnlySender(actor) == Several)) { return false; }
            if (ReadsClock(actor) != other.ReadsClock(actor)) { return false; }
        }

        return true;
    }

    /// <summary>How many actors it speaks of, nobody among them.</summary>
    internal int Actors => onlySender.Length;

    private static ActorId Together(ActorId one, ActorId other) =>
        one == ActorId.Nobody || one == other ? other : other == ActorId.Nobody ? one : Several;
}
