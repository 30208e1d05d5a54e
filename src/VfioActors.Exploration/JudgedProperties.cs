using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Properties.Standard;
using VfioActors.Exploration.Scenarios;

namespace VfioActors.Exploration;

/// <summary>What a verdict is about: without it "held" says nothing.</summary>
/// <param name="Claims">What the scenario claims and was looked at.</param>
/// <param name="Checks">What is checked of every scenario.</param>
/// <param name="NeverApplied">
/// Claims and checks that were never looked at: no actor, no step and no rest was there that they are about; for
/// <see cref="Progress"/>, no state that says who waits.
/// </param>
/// <param name="Waived">Checks that the scenario switched off.</param>
public sealed record JudgedProperties(
    IReadOnlyList<string> Claims,
    IReadOnlyList<string> Checks,
    IReadOnlyList<string> NeverApplied,
    IReadOnlyList<WaivedCheck> Waived)
{
    /// <summary>Sorts the properties of a scenario by whether they were looked at.</summary>
    /// <param name="setup">The scenario.</param>
    /// <param name="looked">The properties that were looked at.</param>
    public static JudgedProperties Of(Setup setup, IReadOnlySet<Property> looked)
    {
        bool IsClaim(Property property) => setup.Claims.Contains(property);
        bool IsLooked(Property property) => property is CrashProperty or NoLivelock || looked.Contains(property);
        return new(
            Names(setup.Properties.Where(property => IsClaim(property) && IsLooked(property))),
            Names(setup.Properties.Where(property => !IsClaim(property) && IsLooked(property))),
            Names(setup.Properties.Where(property => !IsLooked(property))),
            setup.Waived);
    }

    /// <summary>The same of a run that has no end: of it nobody knows whether it goes on for ever.</summary>
    public JudgedProperties WithoutEnd()
    {
        var name = NoLivelock.Instance.Name;
        if (!Checks.Contains(name)) { return this; }
        string[] checks = [.. Checks.Where(check => check != name)];
        return this with { Checks = checks, NeverApplied = [.. NeverApplied, name] };
    }

    private static IReadOnlyList<string> Names(IEnumerable<Property> properties) =>
        [.. properties.Select(property => property.Name)];
}
