using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Spapr;

/// <summary>One situation of a scenario: which actors there are, what the users do, what is claimed.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Defect">The defect that it shows.</param>
/// <param name="Property">The property that the defect breaks.</param>
public sealed record SpaprCase(string Name, string Defect, string Property)
{
    /// <summary>Which actors there are.</summary>
    public SpaprSettingOptions Options { get; init; } = new();

    /// <summary>What the users do, one list each.</summary>
    public required Func<SpaprSetting, IReadOnlyList<IReadOnlyList<UserRequest>>> Users { get; init; }

    /// <summary>
    /// What each request of the only user may be answered, by its place; nothing where that is not claimed.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<Errno>> Answers { get; init; } = [];
}
