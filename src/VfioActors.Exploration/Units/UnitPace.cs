namespace VfioActors.Exploration.Units;

/// <summary>How large the units of one worker are: such that each takes it about as long as is wanted.</summary>
/// <param name="first">How large the first one is.</param>
/// <param name="most">How large one is at most.</param>
/// <param name="seconds">How long one is to take.</param>
internal sealed class UnitPace(long first, long most, double seconds)
{
    /// <summary>How large the next one is.</summary>
    internal long Size { get; private set; } = first;

    /// <summary>One took so long: from one to the next they get twice as large, or half, at most.</summary>
    internal void Took(double time)
    {
        var factor = Math.Clamp(seconds / Math.Max(time, 1e-6), 0.5, 2);
        Size = Math.Clamp((long)(Size * factor), 1, most);
    }
}
