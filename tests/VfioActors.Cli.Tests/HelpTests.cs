using System.CommandLine;
using VfioActors.Cli.Terminals;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Scenarios;
using VfioActors.Testing;
using VfioActors.Tracing.Renderings;

namespace VfioActors.Cli.Tests;

public sealed class HelpTests
{
    private static readonly string[] Commands =
    [
        "", "list", "check", "new", "explore", "replay", "minimize", "show", "museum", "conform", "judge", "fuzz-region",
        "storm", "node",
    ];

    public static TheoryData<string> Names => [.. Commands];

    [Theory, MemberData(nameof(Names))]
    public void Help_has_examples_that_parse(string command)
    {
        var answer = Answer.To(command.Length == 0 ? ["--help"] : [command, "--help"]);
        Assert.Equal(ExitCode.Held, answer.Code);
        var examples = answer.Output.Split('\n')
            .SkipWhile(line => !line.StartsWith("Examples:", StringComparison.Ordinal))
            .Where(line => line.StartsWith("  vfioactors ", StringComparison.Ordinal))
            .Select(line => line.Trim().Split(' ')[1..])
            .ToList();
        Assert.NotEmpty(examples);
        Assert.All(examples, words => Assert.Equal(ExitCode.Held, Answer.To([.. words, "--help"]).Code));
    }

    [Fact]
    public void Help_is_complete() => Golden.Verify("", string.Concat(
        Commands.Select(command => Answer.To(command.Length == 0 ? ["--help"] : [command, "--help"]).Output))
        .Replace(RootCommand.ExecutableName, "vfioactors", StringComparison.Ordinal));

    [Fact]
    public void No_command_is_left_out()
    {
        var listed = Answer.To("--help").Output.Split('\n')
            .SkipWhile(line => !line.StartsWith("Commands:", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal))
            .Where(line => line[2] != ' ').Select(line => line.Trim().Split(' ')[0]);
        Assert.Equal(Commands[1..].Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_readme_names_commands_strategies_and_renderers_and_counts_the_defects()
    {
        var readme = File.ReadAllText(Golden.FolderOf("../../README.md"));
        Assert.All(Commands[1..], command => Assert.Contains($"`{command}", readme, StringComparison.Ordinal));
        Assert.Contains($"--strategy {Choice(StrategyCatalog.Names)}`", readme, StringComparison.Ordinal);
        var renderers = TraceRenderers.All.Select(renderer => renderer.Name);
        Assert.Contains($"show TRACE --as {Choice(renderers)}`", readme, StringComparison.Ordinal);
        var (all, shown) = (DefectCatalog.All.Count, DefectCatalog.All.Count(row => row.WithoutSwitch is null));
        Assert.Contains(
            $"of the {all} in the catalogue all that have a runtime trigger, {shown};", readme, StringComparison.Ordinal);
    }

    private static string Choice(IEnumerable<string> names) => string.Join(@"\|", names);

    [Fact]
    public void The_version_is_a_line()
    {
        var answer = Answer.To("--version");
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.Matches(@"^vfioactors \d+\.\d+\.\d+\s*$", answer.Output);
    }

    [Theory]
    [InlineData("extra", "--version", "extra")]
    [InlineData("--json", "--version", "--json")]
    [InlineData("list", "--version", "list")]
    [InlineData("--nonsense", "--version", "--nonsense")]
    public void What_stands_beside_the_version_is_refused(string word, params string[] words)
    {
        var answer = Answer.To(words);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Empty(answer.Output);
        Assert.Contains($"'{word}'", answer.Error, StringComparison.Ordinal);
    }
}
