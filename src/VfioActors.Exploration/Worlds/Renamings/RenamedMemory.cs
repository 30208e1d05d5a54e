namespace VfioActors.Exploration.Worlds.Renamings;

/// <summary>
/// What was found out of the parts of worlds of one scenario. It is the same in each of them, so that what one world
/// learned another need not. No two threads may have it.
/// </summary>
/// <param name="renamings">What can change places.</param>
internal sealed class RenamedMemory(IRenamings renamings)
{
    private const int StatesMax = 1 << 16;

    /// <summary>What can change places.</summary>
    internal IRenamings Renamings => renamings;

    /// <summary>What parts say.</summary>
    internal RenamedValues Values { get; } = new(renamings);

    /// <summary>What states of actors say.</summary>
    internal RecentTable<RenamedState> States { get; } = new(StatesMax);
}
