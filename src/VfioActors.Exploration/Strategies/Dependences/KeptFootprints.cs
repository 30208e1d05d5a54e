using VfioActors.Behaviors;
using VfioActors.Exploration.Checkpoints;

namespace VfioActors.Exploration.Strategies.Dependences;

/// <summary>
/// Footprints from a checkpoint that nobody has asked for yet. A kind of message is an object of this process, made
/// when it is first used, so until then it is known by its name.
/// </summary>
/// <remarks>Kinds of one name at one actor share what was learned: that costs runs, and never orders.</remarks>
internal sealed class KeptFootprints
{
    /// <summary>Stands for the number of the sender where all senders are meant.</summary>
    internal const int Everybody = -1;

    private readonly SortedDictionary<(int Receiver, string Kind, int Sender), Footprint> _kept = new(
        Comparer<(int Receiver, string Kind, int Sender)>.Create(InOrder));

    /// <summary>The footprint of a kind at an actor: what was kept of it, or an empty one.</summary>
    internal Footprint Take(ActorId receiver, MessageKind kind, ActorId? sender)
    {
        Footprint taken = new(kind, sender);
        if (_kept.Count > 0 && _kept.TryGetValue((receiver.Value, kind.Name, NumberOf(sender)), out var kept))
        {
            taken.Add(kept);
        }

        return taken;
    }

    /// <summary>Writes those that are in use, and those that still wait for that.</summary>
    /// <param name="footprints">Those in use, by the receiver's number.</param>
    internal void Write(CheckpointWriter writer, IReadOnlyList<List<Footprint>> footprints)
    {
        var all = All(footprints);
        writer.Write((long)all.Count);
        foreach (var ((receiver, kind, sender), footprint) in all)
        {
            writer.Write(receiver);
            writer.Write(kind);
            writer.Write(sender);
            footprint.Keep(writer);
        }
    }

    internal void Read(CheckpointReader reader, int actors)
    {
        for (var left = reader.ReadCount(3 * sizeof(int)); left > 0; left--)
        {
            var receiver = reader.ReadInt(1, actors);
            var kind = reader.ReadText();
            var sender = reader.ReadInt(Everybody, actors);
            Footprint footprint = new(null, sender == Everybody ? null : new ActorId(sender));
            footprint.Recall(reader);
            _kept[(receiver, kind, sender)] = footprint;
        }
    }

    /// <summary>The same in words that hold in every process.</summary>
    /// <param name="footprints">Those in use, by the receiver's number.</param>
    internal KnownFootprint[] Told(IReadOnlyList<List<Footprint>> footprints) =>
    [
        .. All(footprints).Select(one => new KnownFootprint(one.Key.Receiver, one.Key.Kind, one.Key.Sender,
            one.Value.Inlines, one.Value.Sends, one.Value.OwnSends, one.Value.Changes)),
    ];

    /// <summary>Knows what was told.</summary>
    internal void Add(in KnownFootprint told)
    {
        Footprint footprint = new(null, told.Sender == Everybody ? null : new ActorId(told.Sender));
        _ = footprint.AddInlines(told.Inlines);
        _ = footprint.AddSends(told.Sends, told.OwnSends, told.Changes);
        _kept[(told.Receiver, told.Kind, told.Sender)] = footprint;
    }

    /// <summary>Another one with the same. Nobody learns anything in what is kept.</summary>
    internal KeptFootprints Copy()
    {
        KeptFootprints copy = new();
        foreach (var (key, footprint) in _kept) { copy._kept.Add(key, footprint); }
        return copy;
    }

    private SortedDictionary<(int Receiver, string Kind, int Sender), Footprint> All(
        IReadOnlyList<List<Footprint>> footprints)
    {
        SortedDictionary<(int Receiver, string Kind, int Sender), Footprint> all = new(_kept, _kept.Comparer);
        for (var receiver = 0; receiver < footprints.Count; receiver++)
        {
            foreach (var used in footprints[receiver])
            {
                var key = (receiver, used.Kind?.Name ?? "", NumberOf(used.Sender));
                if (all.TryGetValue(key, out var other) && !_kept.ContainsKey(key)) { used.Add(other); }
                all[key] = used;
            }
        }

        return all;
    }

    private static int NumberOf(ActorId? sender) => sender?.Value ?? Everybody;

    private static int InOrder(
        (int Receiver, string Kind, int Sender) left, (int Receiver, string Kind, int Sender) right)
    {
        var order = (left.Receiver, left.Sender).CompareTo((right.Receiver, right.Sender));
        return order != 0 ? order : string.CompareOrdinal(left.Kind, right.Kind);
    }
}
