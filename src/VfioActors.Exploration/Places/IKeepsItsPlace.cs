using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Places;

/// <summary>
/// A strategy whose place in a search can be written down between two runs, so that another one of its kind goes on as
/// if it had been there from the start. Most that sample have no place: what they do in a run follows from the seed and
/// the run's number.
/// </summary>
internal interface IKeepsItsPlace
{
    /// <summary>Writes all that it has to know.</summary>
    void Keep(CheckpointWriter writer);

    /// <summary>Reads that.</summary>
    /// <param name="reader">Where it was written.</param>
    /// <param name="world">At its start. It is then taken the way to where the last run ended.</param>
    void Recall(CheckpointReader reader, World world);

    /// <summary>The world is about to take a step of that way again.</summary>
    /// <param name="world">Before the step; taken elsewhere, it is to be brought back.</param>
    /// <param name="next">The step.</param>
    void Passing(World world, Choice next)
    {
    }

    /// <summary>The world has taken that step.</summary>
    void Passed(World world)
    {
    }

    /// <summary>The world is where the last run ended.</summary>
    void Arrived(World world)
    {
    }
}
