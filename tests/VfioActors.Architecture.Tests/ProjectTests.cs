using VfioActors.Architecture.Tests.Rules;
using VfioActors.Architecture.Tests.Sources;

namespace VfioActors.Architecture.Tests;

public sealed class ProjectTests
{
    private static readonly string[] Impurities =
    [
        "T:System.Random", "T:System.DateTime", "T:System.Diagnostics.Stopwatch", "T:System.Threading.Tasks.Task",
        "T:System.Threading.Thread", "M:System.Guid.NewGuid", "T:System.Collections.Generic.Dictionary`2",
        "T:System.Collections.Generic.HashSet`1", "T:System.Environment", "T:System.Console", "T:System.IO.File",
    ];

    [Fact]
    public void A_project_refers_only_to_what_it_builds_on() =>
        Check.Each(Repository.Projects, ProjectRules.References);

    [Fact]
    public void A_project_is_in_the_picture_and_in_the_table_of_the_architecture()
    {
        var text = Repository.Read("docs/architecture.md").ReplaceLineEndings("\n");
        Check.None(Repository.Projects.SelectMany(project => ProjectRules.Described(project, text)));
    }

    [Theory]
    [InlineData("```text\nVfio\n```\n| `src/VfioActors.Vfio` | the rules | Behaviors |", "")]
    [InlineData("```text\nIommufd\n```\n| `src/VfioActors.Vfio` | the rules | Behaviors |", "is not in the picture")]
    [InlineData("```text\nVfio\n```", "its row in the table does not say: Behaviors")]
    [InlineData(
        "```text\nVfio\n```\n| `src/VfioActors.Vfio` | the rules | nothing |",
        "its row in the table does not say: Behaviors")]
    public void A_project_that_the_architecture_forgets_is_found(string text, string expected)
    {
        ProjectFile project = new("src/VfioActors.Vfio/VfioActors.Vfio.csproj", "<Project/>");
        Assert.Equal(expected, string.Join(' ', ProjectRules.Described(project, text).Select(found => found.What)));
    }

    [Fact]
    public void No_project_refers_to_itself() => Check.None(ProjectRules.Cycles(Repository.Projects));

    [Fact]
    public void A_project_takes_no_package_but_those_of_the_table() =>
        Check.Each(Repository.Projects, ProjectRules.PackageReferences);

    [Fact]
    public void A_version_is_written_once_for_all() => Check.Each(Repository.Projects, ProjectRules.Versions);

    [Fact]
    public void A_project_has_a_name_of_the_field() => Check.Each(Repository.Projects, ProjectRules.Names);

    [Fact]
    public void A_warning_switched_off_has_its_reason() =>
        Check.Each(Repository.BuildFiles, ProjectRules.NoWarnHasReason);

    [Fact]
    public void Documentation_is_made_and_its_lack_is_an_error()
    {
        Check.Each(Repository.BuildFiles, ProjectRules.DocumentationIsOn);
        var house = Repository.BuildFiles.Single(file => file.Path == "Directory.Build.props");
        Assert.Equal(["true"], house.All("GenerateDocumentationFile").Select(element => element.Value));
        Assert.Equal(["true"], house.All("TreatWarningsAsErrors").Select(element => element.Value));
    }

    [Fact]
    public void Behaviors_vfio_and_scenarios_are_held_to_the_banned_symbols()
    {
        Check.Each(Repository.Projects, ProjectRules.BannedSymbols);
        var rows = Repository.Read("src/BannedSymbols.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(rows, row => Assert.Matches(@"^[TMPFEN]:[^;]+;\s*\S", row));
        Assert.Empty(Impurities.Except(rows.Select(row => row.Split(';')[0])));
    }

    [Theory]
    [InlineData(
        "src/VfioActors.Vfio/VfioActors.Vfio.csproj", "../VfioActors.Behaviors/VfioActors.Behaviors.csproj", false)]
    [InlineData("src/VfioActors.Vfio/VfioActors.Vfio.csproj", "../VfioActors.Tracing/VfioActors.Tracing.csproj", true)]
    [InlineData(
        "src/VfioActors.Exploration/VfioActors.Exploration.csproj",
        "..\\VfioActors.Vfio\\VfioActors.Vfio.csproj",
        true)]
    [InlineData(
        "src/VfioActors.Scenarios/VfioActors.Scenarios.csproj",
        "../VfioActors.Tracing/VfioActors.Tracing.csproj",
        false)]
    [InlineData(
        "src/VfioActors.Scenarios/VfioActors.Scenarios.csproj",
        "../VfioActors.Runtime/VfioActors.Runtime.csproj",
        true)]
    [InlineData(
        "src/VfioActors.Vfio/VfioActors.Vfio.csproj",
        "../../tests/VfioActors.Behaviors/VfioActors.Behaviors.csproj",
        true)]
    [InlineData(
        "tools/VfioActors.Cli/VfioActors.Cli.csproj", "../../tests/VfioActors.Testing/VfioActors.Testing.csproj", true)]
    [InlineData(
        "tests/VfioActors.Cli.Tests/VfioActors.Cli.Tests.csproj",
        "../../tools/VfioActors.Cli/VfioActors.Cli.csproj",
        false)]
    [InlineData(
        "tests/VfioActors.Vfio.Tests/VfioActors.Vfio.Tests.csproj",
        "../../tools/VfioActors.Cli/VfioActors.Cli.csproj",
        true)]
    public void A_reference_out_of_reach_is_found(string path, string include, bool found) =>
        Assert.Equal(
            found ? 1 : 0, ProjectRules.References(Project(path, $"<ProjectReference Include='{include}' />")).Count());

    [Fact]
    public void A_project_that_nobody_knows_is_found()
    {
        Assert.Single(ProjectRules.References(Project("src/VfioActors.New/VfioActors.New.csproj", "")));
        Assert.Single(ProjectRules.Names(Project("src/VfioActors.Common/VfioActors.Common.csproj", "")));
        Assert.Single(ProjectRules.Names(Project("src/Shared/Shared.csproj", "")));
        Assert.Single(ProjectRules.Names(Project("tools/VfioActors.Utils/VfioActors.Utils.csproj", "")));
        Assert.Empty(ProjectRules.Names(Project("src/VfioActors.Vfio/VfioActors.Vfio.csproj", "")));
    }

    [Fact]
    public void A_cycle_is_found()
    {
        var a = Project("src/A/A.csproj", "<ProjectReference Include='../B/B.csproj' />");
        var b = Project("src/B/B.csproj", "<ProjectReference Include='../C/C.csproj' />");
        var c = Project("src/C/C.csproj", "<ProjectReference Include='../B/B.csproj' />");
        Assert.Equal(
            ["src/B/B.csproj", "src/C/C.csproj"], ProjectRules.Cycles([a, b, c]).Select(offence => offence.Path));
        Assert.Empty(ProjectRules.Cycles([a, b]));
    }

    [Theory]
    [InlineData("<PackageReference Include='Akka' />", true)]
    [InlineData("<PackageDownload Include='Neo.Express' Version='[1.0.0]' />", true)]
    [InlineData("<Reference Include='Akka' />", true)]
    [InlineData("<PackageReference Include='Microsoft.CodeAnalysis.BannedApiAnalyzers' />", false)]
    public void A_package_that_is_not_in_the_table_is_found(string item, bool found) =>
        Assert.Equal(
            found ? 1 : 0,
            ProjectRules.PackageReferences(Project("src/VfioActors.Vfio/VfioActors.Vfio.csproj", item)).Count());

    [Fact]
    public void A_version_of_its_own_is_found()
    {
        Assert.Single(
            ProjectRules.Versions(Project("src/A/A.csproj", "<PackageReference Include='B' Version='1.0.0' />")));
        Assert.Single(
            ProjectRules.Versions(Project("src/A/A.csproj", "<PackageReference Include='B' VersionOverride='1' />")));
        Assert.Empty(ProjectRules.Versions(Project("src/A/A.csproj", "<PackageReference Include='B' />")));
    }

    [Fact]
    public void A_warning_switched_off_is_found()
    {
        Assert.Equal(
            "src/A/A.csproj:1: a suppression without its reason",
            ProjectRules.NoWarnHasReason(Project("src/A/A.csproj", "<NoWarn>CS1</NoWarn>")).Single().ToString());
        Assert.Empty(ProjectRules.NoWarnHasReason(Project("src/A/A.csproj", "<!-- Because. --><NoWarn>CS1</NoWarn>")));
        Assert.Single(ProjectRules.DocumentationIsOn(Project("src/A/A.csproj", "<NoWarn>CS1591</NoWarn>")));
        Assert.Single(
            ProjectRules.DocumentationIsOn(
                Project("src/A/A.csproj", "<GenerateDocumentationFile>false</GenerateDocumentationFile>")));
    }

    [Fact]
    public void A_pure_project_without_the_list_is_found()
    {
        const string Analyzer = "<PackageReference Include='Microsoft.CodeAnalysis.BannedApiAnalyzers' />";
        const string List = "<AdditionalFiles Include='../BannedSymbols.txt' />";
        const string Path = "src/VfioActors.Vfio/VfioActors.Vfio.csproj";
        Assert.Empty(ProjectRules.BannedSymbols(Project(Path, Analyzer + List)));
        Assert.Single(ProjectRules.BannedSymbols(Project(Path, Analyzer)));
        Assert.Single(ProjectRules.BannedSymbols(Project(Path, List)));
    }

    private static ProjectFile Project(string path, string items) =>
        new(path, $"<Project><ItemGroup>{items}</ItemGroup></Project>");
}
