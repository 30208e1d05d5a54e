using VfioActors.Behaviors.Defects;
using VfioActors.Exploration;
using VfioActors.Vfio.Kernels;

namespace VfioActors.Scenarios.Tests;

/// <summary>
/// Each defect breaks its property in the scenario that shows it, and the reference breaks none there.
/// </summary>
public sealed class MuseumTests
{
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

    [Theory, MemberData(nameof(Rows))]
    public void Defect_breaks_its_property(string defect, string scenario, string property, string values)
    {
        var report = Exploring.Explore(scenario, "dpor", Exploring.Values(values), defect);
        Assert.Contains(report.Failures, failure => failure.Property.Name == property);
        Assert.True(report.Complete);

        // The kernel itself dies of some: only where it does not may the model.
        if (defect.StartsWith("AUX", StringComparison.Ordinal))
        {
            Assert.DoesNotContain(report.Failures, failure => failure.Property.Name == "NoBrokenPromise");
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void Reference_breaks_nothing_there(string defect, string scenario, string property, string values)
    {
        var report = Exploring.Explore(scenario, "dpor", Exploring.Values(values));
        Assert.Equal((defect, property, Verdict.Held), (defect, property, report.Verdict));
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

    [Theory]
    [InlineData("AUX", 30, "AUX-02", "AUX-30")]
    [InlineData("T1", 40, "T1-06", "T1-07")]
    [InlineData("DRW", 28, "DRW-02", "DRW-05")]
    [InlineData("TCE", 39, "TCE-02", "TCE-19", "TCE-21")]
    [InlineData("FLT", 38, "FLT-01", "FLT-02", "FLT-03", "FLT-04", "FLT-06")]
    public void Catalogue_has_every_row_and_a_reason_for_each_without_a_switch(
        string prefix, int count, params string[] without)
    {
        Defect[] rows = [.. DefectCatalog.All.Where(row => row.Id.StartsWith($"{prefix}-", StringComparison.Ordinal))];
        Assert.Equal(Enumerable.Range(1, count).Select(number => $"{prefix}-{number:00}"), rows.Select(row => row.Id));
        Assert.Equal(without, rows.Where(row => row.WithoutSwitch is not null).Select(row => row.Id));
    }

    [Fact]
    public void Profiles_name_defects_that_have_switches()
    {
        var known = DefectCatalog.All.Where(defect => defect.WithoutSwitch is null).Select(defect => defect.Id);
        IEnumerable<Profile> profiles =
        [
            .. AuxDomainProfiles.All, .. Type1Profiles.All, .. DmaRwProfiles.All, .. SpaprProfiles.All,
            .. FaultProfiles.All,
        ];
        foreach (var profile in profiles)
        {
            Assert.Empty(profile.Defects.Except(known));
            Assert.Equal(profile.Defects.Order(), profile.Defects);
        }
    }

    [Theory, InlineData("aux"), InlineData("dma-rw"), InlineData("spapr"), InlineData("fault")]
    public void Profile_breaks_properties_but_never_a_promise(string system)
    {
        foreach (var scenario in ScenarioCatalog.All.Where(one => one.SeedSystem == system))
        {
            foreach (var profile in scenario.Profiles)
            {
                var report = Exploring.Explore(scenario.Name, "dpor", [], profile.Defects);
                Assert.DoesNotContain(report.Failures, failure => failure.Property.Name == "NoBrokenPromise");
                Assert.True(report.Complete);
            }
        }
    }
}
