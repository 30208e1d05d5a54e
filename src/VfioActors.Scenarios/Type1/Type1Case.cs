using VfioActors.Vfio.Users;

namespace VfioActors.Scenarios.Type1;

/// <summary>One situation of a scenario: which actors there are, and what the users do.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Defect">The defect that it shows.</param>
/// <param name="Property">The property that the defect breaks.</param>
public sealed record Type1Case(string Name, string Defect, string Property)
{
    /// <summary>Which actors there are.</summary>
    public required Type1SettingOptions Options { get; init; }

    /// <summary>What the users do, one list each.</summary>
    public required Func<Type1Setting, IReadOnlyList<IReadOnlyList<UserRequest>>> Users { get; init; }

    /// <summary>The properties that are not claimed: what the situation breaks by itself.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];
}
