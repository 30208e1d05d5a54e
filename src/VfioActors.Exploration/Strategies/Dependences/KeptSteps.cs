using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Places;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Strategies.Dependences;

/// <summary>Writes what reduction knows of steps and nodes to a checkpoint, and reads it again.</summary>
internal static class KeptSteps
{
    internal static void Write(CheckpointWriter writer, in StepEvent step)
    {
        KeptWorld.Write(writer, step.Choice);
        writer.Write(step.Cause);
        writer.Write(step.HearsMore);
        writer.Write(step.ChangesState);
        writer.Write([step.Actors, step.Looks, step.Changes, step.Seen, step.Sends, step.OwnSends]);
    }

    /// <summary>
    /// Reads a step. The number of its message is of the world that it was taken in: there it is taken again for that.
    /// </summary>
    internal static StepEvent ReadStep(CheckpointReader reader, World world)
    {
        StepEvent step = new()
        {
            Choice = KeptWorld.ReadChoice(reader, world),
            Cause = reader.ReadInt(-1, RunLimit.StepsMax),
            HearsMore = reader.ReadBool(),
            ChangesState = reader.ReadBool(),
        };
        if (reader.ReadWords() is not [var actors, var looks, var changes, var seen, var sends, var ownSends])
        {
            throw reader.Wrong("no step");
        }

        (step.Actors, step.Looks, step.Changes) = (actors, looks, changes);
        (step.Seen, step.Sends, step.OwnSends) = (seen, sends, ownSends);
        return step;
    }

    /// <summary>Writes a node; the steps that it went are written elsewhere.</summary>
    internal static void Write(CheckpointWriter writer, in DporNode node)
    {
        writer.Write(node.IsResumed);
        if (node.IsResumed) { KeptWorld.Write(writer, node.Next); }
        writer.Write(node.IsFull);
        writer.Write(node.HasMore);
    }

    /// <summary>Reads that into a node that has the rest.</summary>
    internal static void ReadNode(CheckpointReader reader, World world, ref DporNode node)
    {
        node.IsResumed = reader.ReadBool();
        if (node.IsResumed) { node.Next = KeptWorld.ReadChoice(reader, world); }
        (node.IsFull, node.HasMore) = (reader.ReadBool(), reader.ReadBool());
    }
}
