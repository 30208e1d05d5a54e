using System.CommandLine;
using VfioActors.Cli.Terminals;
using VfioActors.Testing;

namespace VfioActors.Cli.Tests;

public sealed class HelpTests
{
    private static readonly string[] Commands =
        ["", "list", "check", "new", "explore", "replay", "minimize", "show", "museum", "conform", "judge", "fuzz-region"];

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
    public void The_version_is_a_line()
    {
        var answer = Answer.To("--version");
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.Matches(@"^vfioactors \d+\.\d+\.\d+\s*$", answer.Output);
    }
}
