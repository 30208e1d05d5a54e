using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Strategies.Subtrees;

/// <summary>Writes the subtrees that are left of a search to a checkpoint, and reads them again.</summary>
/// <remarks>
/// Node by node, those nearer to the start first: the branches of a node, and then in their order the nodes of those
/// that were divided.
/// </remarks>
internal static class KeptSubtrees
{
    /// <param name="root">The whole tree. Nobody has a part of it.</param>
    internal static void Write(CheckpointWriter writer, Subtree root)
    {
        Queue<SubtreeNode> nodes = new();
        Write(writer, root, nodes);
        while (nodes.TryDequeue(out var node))
        {
            writer.Write(node.Candidates.Count);
            foreach (var candidate in node.Candidates) { Write(writer, candidate); }
            Write(writer, node.Wanted);
            writer.Write(node.IsFull);
            writer.Write(node.Branches.Count);
            foreach (var branch in node.Branches)
            {
                Write(writer, branch.Step);
                Write(writer, branch, nodes);
            }

            writer.Write(node.Next);
        }
    }

    /// <param name="round">Which beginning of the search it is.</param>
    /// <param name="offer">Shown each subtree.</param>
    internal static Subtree Read(CheckpointReader reader, int actors, int round, Action<Subtree> offer)
    {
        Queue<Subtree> divided = new();
        Subtree root = new(null, 0, default, round);
        Read(reader, root, divided, offer);
        while (divided.TryDequeue(out var under))
        {
            var candidates = new SubtreeStep[reader.ReadInt(0, int.MaxValue)];
            foreach (ref var candidate in candidates.AsSpan()) { candidate = ReadStep(reader, actors); }
            SubtreeNode node = new(under, candidates);
            under.Node = node;
            foreach (var channel in ReadKeys(reader)) { node.Wanted.Add(channel); }
            node.IsFull = reader.ReadBool();
            for (var left = reader.ReadInt(1, candidates.Length); left > 0; left--)
            {
                Read(reader, node.Add(ReadStep(reader, actors)), divided, offer);
            }

            node.Next = reader.ReadInt(0, node.Branches.Count - 1);
        }

        return root;
    }

    private static void Write(CheckpointWriter writer, Subtree subtree, Queue<SubtreeNode> nodes)
    {
        // Who learned something in one counted runs that are not counted in the end; it is searched again.
        var state = subtree.State is SubtreeState.Learned ? SubtreeState.Open : subtree.State;
        writer.WriteByte((byte)state);
        writer.Write(subtree.Asked.Count);
        foreach (var asked in subtree.Asked)
        {
            writer.Write(asked.Depth);
            Write(writer, asked.Channels);
        }

        if (state == SubtreeState.Divided) { nodes.Enqueue(subtree.Node!); }
    }

    private static void Read(
        CheckpointReader reader, Subtree subtree, Queue<Subtree> divided, Action<Subtree> offer)
    {
        subtree.State = (SubtreeState)reader.ReadByte((byte)SubtreeState.Done);
        if (subtree.State == SubtreeState.Taken) { throw reader.Wrong("a branch that somebody has"); }
        for (var left = reader.ReadInt(0, int.MaxValue); left > 0; left--)
        {
            subtree.Asked.Add(new(reader.ReadInt(0, RunLimit.StepsMax), ReadKeys(reader)));
        }

        if (subtree.State == SubtreeState.Divided) { divided.Enqueue(subtree); }
        offer(subtree);
    }

    private static void Write(CheckpointWriter writer, SubtreeStep step)
    {
        writer.Write(step.Channel);
        writer.Write(step.Option);
    }

    private static void Write(CheckpointWriter writer, IReadOnlyCollection<long> keys)
    {
        writer.Write((long)keys.Count);
        foreach (var key in keys) { writer.Write(key); }
    }

    private static long[] ReadKeys(CheckpointReader reader)
    {
        var keys = new long[reader.ReadCount(sizeof(long))];
        foreach (ref var key in keys.AsSpan()) { key = reader.ReadLong(); }
        return keys;
    }

    private static SubtreeStep ReadStep(CheckpointReader reader, int actors)
    {
        SubtreeStep step = new(reader.ReadLong(), reader.ReadInt(0, int.MaxValue));
        return step.IsOf(actors) ? step : throw reader.Wrong("a channel of no actor");
    }
}
