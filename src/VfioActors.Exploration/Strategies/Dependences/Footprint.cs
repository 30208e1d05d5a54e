using VfioActors.Behaviors;
using VfioActors.Exploration.Checkpoints;

namespace VfioActors.Exploration.Strategies.Dependences;

/// <summary>What steps with one kind of message at one actor were ever seen to touch beside the actor.</summary>
/// <param name="kind">The kind; null where only its name is known, from a checkpoint.</param>
/// <param name="sender">Whose messages; null for everybody's.</param>
internal sealed class Footprint(MessageKind? kind, ActorId? sender)
{
    internal MessageKind? Kind => kind;

    internal ActorId? Sender => sender;

    /// <summary>The inline actors that took part, as bits of their numbers modulo 64.</summary>
    internal ulong Inlines { get; private set; }

    /// <summary>The actors that were sent something, as bits of their numbers modulo 64.</summary>
    internal ulong Sends { get; private set; }

    /// <summary>Of those whom the actor itself sent something, no inline actor.</summary>
    internal ulong OwnSends { get; private set; }

    /// <summary>Whether one of them left the actor in another state.</summary>
    internal bool Changes { get; private set; }

    /// <summary>Learns who took part.</summary>
    /// <returns>Whether that is new.</returns>
    internal bool AddInlines(ulong inlines)
    {
        var isNew = (inlines & ~Inlines) != 0;
        Inlines |= inlines;
        return isNew;
    }

    /// <summary>Learns to whom something was sent, and whether the actor changed.</summary>
    /// <returns>Whether that is new.</returns>
    internal bool AddSends(ulong sends, ulong own, bool changes)
    {
        var isNew = (sends & ~Sends) != 0 || (own & ~OwnSends) != 0 || (changes && !Changes);
        Sends |= sends;
        OwnSends |= own;
        Changes |= changes;
        return isNew;
    }

    /// <summary>Writes it to a checkpoint, all but whose it is.</summary>
    internal void Keep(CheckpointWriter writer)
    {
        writer.Write([Inlines, Sends, OwnSends]);
        writer.Write(Changes);
    }

    /// <summary>Reads what was seen before.</summary>
    internal void Recall(CheckpointReader reader)
    {
        if (reader.ReadWords() is not [var inlines, var sends, var ownSends]) { throw reader.Wrong("no footprint"); }
        _ = AddInlines(inlines);
        _ = AddSends(sends, ownSends, reader.ReadBool());
    }

    /// <summary>Knows what another one knows.</summary>
    internal void Add(Footprint other)
    {
        _ = AddInlines(other.Inlines);
        _ = AddSends(other.Sends, other.OwnSends, other.Changes);
    }

    /// <summary>Another one that knows the same.</summary>
    internal Footprint Copy()
    {
        Footprint copy = new(kind, sender);
        copy.Add(this);
        return copy;
    }
}
