using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Vfio.Values;

namespace VfioActors.Storm.Measures;

/// <summary>Counts what the clients of a storm were answered, when their steps are taken again.</summary>
public sealed class StormAnswers
{
    /// <summary>How many operations were answered.</summary>
    public long Operations { get; private set; }

    /// <summary>How many operations were answered without an error.</summary>
    public long Succeeded { get; private set; }

    /// <summary>
    /// Why rest proves nothing, in a few words: a storm in which nothing was taken has nothing to leave behind.
    /// </summary>
    /// <param name="operations">How many operations were answered.</param>
    /// <param name="succeeded">How many of them without an error.</param>
    /// <returns>Null when some operation succeeded.</returns>
    public static string? Emptiness(long operations, long succeeded) =>
        operations == 0 ? "no operation was answered: nothing was tried"
        : succeeded == 0 ? "no operation succeeded: nothing was attached, pinned or mapped"
        : null;

    /// <summary>Notes what a step did; that of an actor which is no client is passed over.</summary>
    /// <param name="state">The actor's state after it.</param>
    /// <param name="served">The operation that it served.</param>
    internal void Note(State state, OperationId served)
    {
        if ((state as StormClientState)?.AnswerTo(served) is not { } error) { return; }
        Operations++;
        if (error == Errno.None) { Succeeded++; }
    }
}
