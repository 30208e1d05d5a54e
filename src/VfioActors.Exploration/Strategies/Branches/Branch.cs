namespace VfioActors.Exploration.Strategies.Branches;

/// <summary>
/// A part of a search tree: the steps that are left at one state, in words that hold for every world.
/// </summary>
/// <param name="Way">The steps to the state, each by its place among those that could be next.</param>
/// <param name="First">The place of the first step that is left; 0 when the state itself was not met yet.</param>
/// <param name="End">One more than the place of the last.</param>
internal sealed record Branch(int[] Way, int First, int End)
{
    /// <summary>The whole tree.</summary>
    internal static Branch Root { get; } = new([], 0, 0);

    /// <summary>How many steps are known to be left.</summary>
    internal int Steps => End - First;
}
