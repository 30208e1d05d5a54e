namespace VfioActors.Races.Reports;

/// <summary>What a step does to a lock, for the span that is drawn beside a column.</summary>
internal enum RungKind
{
    /// <summary>Nothing.</summary>
    Plain,

    /// <summary>It takes one.</summary>
    Takes,

    /// <summary>It gives one back.</summary>
    Gives,
}
