using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;
using VfioActors.Vfio.Defects;

namespace VfioActors.Scenarios.Tests.Type1;

/// <summary>
/// Each defect of type1 containers breaks its property in the situation that shows it, and the reference breaks none
/// there.
/// </summary>
public sealed class Type1MuseumTests
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
        ScenarioCatalog.All.Where(scenario => scenario.SeedSystem == "type1");

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
        var known = Type1Defects.All.Where(defect => defect.WithoutSwitch is null);
        Assert.Equal(
            known.Select(defect => (defect.Id, defect.Violates)).Order(),
            shown.Select(exhibit => (exhibit.Defect, exhibit.Property)).Order());
    }

    [Fact]
    public void Catalogue_has_forty_rows_and_a_reason_for_each_without_a_switch()
    {
        var ids = Enumerable.Range(1, 40).Select(number => $"T1-{number:00}");
        Assert.Equal(ids, Type1Defects.All.Select(defect => defect.Id));
        Assert.Equal(
            ["T1-06", "T1-07"],
            Type1Defects.All.Where(defect => defect.WithoutSwitch is not null).Select(defect => defect.Id));
    }

    [Theory, InlineData("POSTED"), InlineData("MERGED"), InlineData("DIRTY"), InlineData("FIXED")]
    public void Profile_names_defects_that_have_switches(string name)
    {
        var profile = Type1Profiles.All.Single(profile => profile.Name == name);
        var known = Type1Defects.All.Where(defect => defect.WithoutSwitch is null).Select(defect => defect.Id);
        Assert.Empty(profile.Defects.Except(known));
        Assert.Equal(profile.Defects.Order(), profile.Defects);
    }
}
