using VfioActors.Exploration;
using VfioActors.Scenarios.Subsystems;
using VfioActors.Testing;

namespace VfioActors.Scenarios.Tests;

/// <summary>
/// Each defect breaks its property in the scenario that shows it, and the reference breaks none there. All rows come
/// from the catalogue of subsystems; how many there must be is in one golden file.
/// </summary>
public sealed class MuseumTests
{
    /// <summary>The kernel itself dies of these, and so does the model.</summary>
    private static readonly string[] Fatal = ["T1-38"];

    public static TheoryData<string, string, string, string> Rows
    {
        get
        {
            TheoryData<string, string, string, string> rows = [];
            foreach (var scenario in ScenarioCatalog.All)
            {
                foreach (var exhibit in scenario.Exhibits)
                {
                    var values = exhibit.Parameters.Select(parameter => $"{parameter.Name}={parameter.Value}");
                    rows.Add(exhibit.Defect, scenario.Name, exhibit.Property, string.Join(' ', values));
                }
            }

            return rows;
        }
    }

    public static TheoryData<string, string> Profiles
    {
        get
        {
            TheoryData<string, string> profiles = [];
            foreach (var scenario in ScenarioCatalog.All)
            {
                foreach (var profile in scenario.Profiles.Where(one => !one.Defects.Intersect(Fatal).Any()))
                {
                    profiles.Add(scenario.Name, profile.Name);
                }
            }

            return profiles;
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void Defect_breaks_its_property(string defect, string scenario, string property, string values)
    {
        var report = Exploring.Explore(scenario, "dpor", Exploring.Values(values), defect);
        Assert.Contains(report.Failures, failure => failure.Property.Name == property);
        Assert.True(report.Complete);
        var dies = report.Failures.Any(failure => failure.Property.Name == "NoBrokenPromise");
        Assert.Equal(Fatal.Contains(defect), dies);
    }

    [Theory, MemberData(nameof(Rows))]
    public void Reference_breaks_nothing_there(string defect, string scenario, string property, string values)
    {
        var report = Exploring.Explore(scenario, "dpor", Exploring.Values(values));
        Assert.Equal(Verdict.Held, report.Verdict);
    }

    [Fact]
    public void Every_defect_with_a_switch_is_shown_by_the_property_of_the_specification()
    {
        var shown = ScenarioCatalog.All.SelectMany(scenario => scenario.Exhibits);
        var known = DefectCatalog.All.Where(defect => defect.WithoutSwitch is null);
        Assert.Equal(
            known.Select(defect => (defect.Id, defect.Violates)).Order(),
            shown.Select(exhibit => (exhibit.Defect, exhibit.Property)).Order());
    }

    [Fact]
    public void Catalogue_has_every_row_and_a_reason_for_each_without_a_switch()
    {
        IEnumerable<string> lines =
        [
            .. SubsystemCatalog.All.Select(LineOf),
            $"{DefectCatalog.All.Count} rows, {DefectCatalog.All.Count(row => row.WithoutSwitch is null)} with a switch",
        ];
        Golden.Verify("", string.Join('\n', lines));
    }

    [Fact]
    public void Profiles_name_defects_that_have_switches()
    {
        foreach (var subsystem in SubsystemCatalog.All)
        {
            var known = subsystem.Switches.Select(defect => defect.Id);
            foreach (var profile in subsystem.Profiles)
            {
                Assert.Empty(profile.Defects.Except(known));
                Assert.Equal(profile.Defects.Order(), profile.Defects);
            }
        }
    }

    [Theory, MemberData(nameof(Profiles))]
    public void Profile_breaks_properties_but_never_a_promise(string scenario, string profile)
    {
        var defects = ScenarioCatalog.Find(scenario)!.Profiles.First(known => known.Name == profile).Defects;
        var report = Exploring.Explore(scenario, "dpor", [], defects);
        Assert.DoesNotContain(report.Failures, failure => failure.Property.Name == "NoBrokenPromise");
        Assert.True(report.Complete);
    }

    /// <summary>Ids are counted from 01 without a gap, and the rows say whose they are.</summary>
    private static string LineOf(Subsystem subsystem)
    {
        var rows = subsystem.Defects;
        Assert.All(subsystem.Scenarios, scenario => Assert.Equal(subsystem.Name, scenario.Subsystem));
        if (rows.Count == 0) { return $"{subsystem.Name}: none"; }
        var prefix = rows[0].Id[..^2];
        Assert.Equal(Enumerable.Range(1, rows.Count).Select(number => $"{prefix}{number:00}"), rows.Select(row => row.Id));
        Assert.All(rows, row => Assert.Equal(subsystem.Name, row.Subsystem));
        var without = rows.Where(row => row.WithoutSwitch is not null).Select(row => row.Id);
        return $"{subsystem.Name}: {rows[0].Id} to {rows[^1].Id}; no switch: {string.Join(' ', without)}";
    }
}
