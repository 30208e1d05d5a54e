using VfioActors.Behaviors;
using VfioActors.Runtime;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Storm;

/// <summary>
/// Answers what a storm leaves to its host: clients go on until they are told to halt, and allocations fail at a rate.
/// </summary>
/// <param name="firstClient">The clients are the actors from this one on.</param>
/// <param name="faults">Who answers everybody else.</param>
internal sealed class StormChooser(ActorId firstClient, IChooser faults) : IChooser
{
    private volatile bool _halts;

    /// <summary>Tells the clients to halt, each when it asks next.</summary>
    internal void Halt() => _halts = true;

    public int Choose(ActorId asker, long place, int question, int options) =>
        asker < firstClient ? faults.Choose(asker, place, question, options)
        : _halts ? StormClientBehavior.Halt
        : 0;
}
