namespace VfioActors.Races.Programs;

/// <summary>
/// A critical section as one message: from where a lock is taken to where it is given back the thread touches nothing
/// but what only ever is touched under the lock, so nobody can tell it from one step of whoever owns both.
/// </summary>
/// <param name="Start">The instruction that takes the lock.</param>
/// <param name="Inputs">The registers that it needs, at most two.</param>
/// <param name="Outputs">The registers that matter after it, at most two.</param>
internal sealed record Section(int Start, IReadOnlyList<int> Inputs, IReadOnlyList<int> Outputs)
{
    /// <summary>How many registers a message carries.</summary>
    internal const int CarriedMax = 2;
}
