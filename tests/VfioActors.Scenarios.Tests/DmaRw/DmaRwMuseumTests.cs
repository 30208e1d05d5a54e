using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;
using VfioActors.Vfio.Defects;

namespace VfioActors.Scenarios.Tests.DmaRw;

/// <summary>
/// Each defect of CPU access by IOVA breaks its property in the situation that shows it, and the reference breaks none
/// there.
/// </summary>
public sealed class DmaRwMuseumTests
{
    public static TheoryData<string, string, string, string> Rows
    {
        get
        {
            TheoryData<string, string, string, string> rows = [];
            foreach (var scenario in Scenarios)
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

    private static IEnumerable<Scenario> Scenarios =>
        ScenarioCatalog.All.Where(scenario => scenario.SeedSystem == "dma-rw");

    [Theory, MemberData(nameof(Rows))]
    public void Defect_breaks_its_property(string defect, string scenario, string property, string values)
    {
        var report = Exploring.Explore(scenario, "dpor", Exploring.Values(values), defect);
        Assert.Contains(report.Failures, failure => failure.Property.Name == property);
        Assert.True(report.Complete);
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
        var shown = Scenarios.SelectMany(scenario => scenario.Exhibits);
        var known = DmaRwDefects.All.Where(defect => defect.WithoutSwitch is null);
        Assert.Equal(
            known.Select(defect => (defect.Id, defect.Violates)).Order(),
            shown.Select(exhibit => (exhibit.Defect, exhibit.Property)).Order());
    }

    [Fact]
    public void Catalogue_has_28_rows_and_a_reason_for_each_without_a_switch()
    {
        var ids = Enumerable.Range(1, 28).Select(number => $"DRW-{number:00}");
        Assert.Equal(ids, DmaRwDefects.All.Select(defect => defect.Id));
        Assert.Equal(
            ["DRW-02", "DRW-05"],
            DmaRwDefects.All.Where(defect => defect.WithoutSwitch is not null).Select(defect => defect.Id));
    }

    [Theory, MemberData(nameof(Profiles))]
    public void Profile_breaks_properties_but_never_a_promise(string name)
    {
        var profile = DmaRwProfiles.All.Single(profile => profile.Name == name);
        foreach (var scenario in Scenarios)
        {
            var report = Exploring.Explore(scenario.Name, "dpor", [], profile.Defects);
            Assert.DoesNotContain(report.Failures, failure => failure.Property.Name == "NoBrokenPromise");
            Assert.True(report.Complete);
        }
    }

    public static TheoryData<string> Profiles => [.. DmaRwProfiles.All.Select(profile => profile.Name)];
}
