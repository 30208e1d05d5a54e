using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Strategies.Dependences;

/// <summary>The path of a reduced search as a checkpoint has it: at each depth what the node went and wants.</summary>
/// <param name="Steps">The step that the path goes from each depth but the last.</param>
/// <param name="Gone">The steps that each node is done with, in their order.</param>
/// <param name="Nodes">The nodes, without what follows from the steps.</param>
/// <param name="Wanted">The channels that each node wants gone.</param>
internal sealed record KeptPath(StepEvent[] Steps, StepEvent[][] Gone, DporNode[] Nodes, int[][] Wanted)
{
    /// <summary>How deep the search is; -1 before it began.</summary>
    internal int Depth => Nodes.Length - 1;

    internal static KeptPath Of(int depth, ReadOnlySpan<StepEvent> path, SleepSets sleeps, ChannelSets wanted) =>
        new(
            path[..Math.Max(0, depth)].ToArray(),
            [.. Enumerable.Range(0, depth + 1).Select(at => sleeps.GoneOf(at).ToArray())],
            [.. Enumerable.Range(0, depth + 1).Select(at => sleeps[at])],
            [.. Enumerable.Range(0, depth + 1).Select(at => wanted.Of(at).ToArray())]);

    internal void Write(CheckpointWriter writer)
    {
        writer.Write(Nodes.Length);
        for (var depth = 0; depth < Nodes.Length; depth++)
        {
            writer.Write(Gone[depth].Length);
            foreach (ref readonly var step in Gone[depth].AsSpan()) { KeptSteps.Write(writer, in step); }
            KeptSteps.Write(writer, in Nodes[depth]);
            writer.Write(Wanted[depth]);
            if (depth < Steps.Length) { KeptSteps.Write(writer, in Steps[depth]); }
        }
    }

    internal static KeptPath Read(CheckpointReader reader, World world)
    {
        var count = reader.ReadInt(0, RunLimit.StepsMax + 1);
        KeptPath path = new(
            new StepEvent[Math.Max(0, count - 1)], new StepEvent[count][], new DporNode[count], new int[count][]);
        for (var depth = 0; depth < count; depth++)
        {
            path.Gone[depth] = new StepEvent[reader.ReadInt(0, world.ChannelCount * RunLimit.StepsMax)];
            foreach (ref var step in path.Gone[depth].AsSpan()) { step = KeptSteps.ReadStep(reader, world); }
            KeptSteps.ReadNode(reader, world, ref path.Nodes[depth]);
            path.Wanted[depth] = reader.ReadInts(0, Math.Max(0, world.ChannelCount - 1));
            if (depth < path.Steps.Length) { path.Steps[depth] = KeptSteps.ReadStep(reader, world); }
        }

        return path;
    }
}
