namespace VfioActors.Exploration.Units;

/// <summary>What a ledger knows of one worker.</summary>
/// <param name="pace">How large its units are.</param>
internal sealed class UnitSession(UnitPace pace)
{
    /// <summary>How large its units are.</summary>
    internal UnitPace Pace { get; } = pace;

    /// <summary>What it has in hands, in the order in which it was given.</summary>
    internal Queue<WorkUnit> Units { get; } = [];
}
