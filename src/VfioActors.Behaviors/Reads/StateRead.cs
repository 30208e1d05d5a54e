namespace VfioActors.Behaviors.Reads;

/// <summary>
/// One thing that a step can read of a state: the value of a variable, that of a key, how much room a map
/// has. It can be asked again in any other state of the same actor.
/// </summary>
public abstract class StateRead
{
    private readonly bool _isTold;
    private ulong _told;

    /// <summary>Makes one that is asked what it says, or is told whenever that changes.</summary>
    /// <param name="isTold">Whether it is told, by <see cref="Tell"/>.</param>
    private protected StateRead(bool isTold = false) => _isTold = isTold;

    /// <summary>
    /// What it says now: equal for two states in which a step that read only this would go on in the same way.
    /// </summary>
    public ulong Word => _isTold ? _told : Ask();

    /// <summary>Whether both ask for the same of the same part.</summary>
    public abstract bool IsSameAs(StateRead other);

    /// <summary>Tells it what it says from now on.</summary>
    internal void Tell(ulong word) => _told = word;

    /// <summary>Finds out what it says, where it is not told.</summary>
    private protected abstract ulong Ask();
}
