namespace VfioActors.Exploration.Units.Work;

/// <summary>
/// In which order the different failures of a unit are told: by the property's name, then by the reason.
/// </summary>
internal sealed class FailureOrder : IComparer<(string Name, string Reason)>
{
    /// <summary>
    /// More different failures than this are not kept: as many as a report has, in the order in which it keeps them.
    /// </summary>
    internal const int Most = 64;

    /// <summary>The order.</summary>
    internal static FailureOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare((string Name, string Reason) x, (string Name, string Reason) y)
    {
        var order = string.CompareOrdinal(x.Name, y.Name);
        return order != 0 ? order : string.CompareOrdinal(x.Reason, y.Reason);
    }
}
