using VfioActors.Exploration.Properties;
using VfioActors.Scenarios.Workloads.Users;

namespace VfioActors.Scenarios.Type1;

/// <summary>One situation of a scenario: which actors there are, what the users do, what is claimed.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Defect">The defect that it shows.</param>
/// <param name="Property">The property that the defect breaks.</param>
public sealed record Type1Case(string Name, string Defect, string Property)
{
    /// <summary>Which actors there are.</summary>
    public Type1SettingOptions Options { get; init; } = new() { Groups = [Type1SettingOptions.Emulated] };

    /// <summary>What the users do, one list each.</summary>
    public required Func<Type1Setting, IReadOnlyList<IReadOnlyList<UserRequest>>> Users { get; init; }

    /// <summary>
    /// The properties that are not claimed although situations usually claim them: what this one breaks by itself.
    /// </summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>What is claimed beside what every situation claims.</summary>
    public Func<Type1Actors, IReadOnlyList<Property>> Claims { get; init; } = _ => [];
}
