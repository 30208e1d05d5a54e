namespace VfioActors.Behaviors.Waits;

/// <summary>
/// A state that says who waits for whom and who holds what, so that a scenario need not claim that nobody waits for
/// ever: whoever waits at rest does. A client says so while an operation of its is not answered, a lock says it of
/// its holder and of those who queue.
/// </summary>
/// <remarks>What it says depends on the state alone. What waits at rest rightly is not said.</remarks>
public interface IWaits
{
    /// <summary>Says who waits and who holds, at this moment.</summary>
    /// <param name="waits">Whom to tell it.</param>
    void Tell(WaitList waits);
}
