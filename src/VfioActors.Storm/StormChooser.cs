using VfioActors.Behaviors;
using VfioActors.Runtime;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Storm;

/// <summary>
/// Answers what a storm leaves to its host: clients go on until they are told to halt, or to leave what is never taken
/// back, and allocations fail at a rate.
/// </summary>
/// <param name="firstClient">The clients are the actors from this one on.</param>
/// <param name="faults">Who answers everybody else.</param>
internal sealed class StormChooser(ActorId firstClient, IChooser faults) : IChooser
{
    private volatile bool _halts;
    private volatile bool _givesUp;
    private long _doubts;

    /// <summary>How often a client asked whether what it gives back is ever taken.</summary>
    internal long Doubts => Interlocked.Read(ref _doubts);

    /// <summary>Tells the clients to halt, each when it asks next.</summary>
    internal void Halt() => _halts = true;

    /// <summary>Tells the clients whose things are never taken back to leave them, each when it asks next.</summary>
    internal void GiveUp() => _givesUp = true;

    public int Choose(ActorId asker, long place, int question, int options)
    {
        if (asker < firstClient) { return faults.Choose(asker, place, question, options); }
        if (question == StormClientBehavior.HaltQuestion) { return _halts ? StormClientBehavior.Halt : 0; }
        Interlocked.Increment(ref _doubts);
        return _givesUp ? StormClientBehavior.GiveUp : 0;
    }
}
