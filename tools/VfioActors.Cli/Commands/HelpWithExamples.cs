using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Commands;

/// <summary>The usual help, then examples and what the exit codes mean.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private const int Width = 100;
    private readonly HelpAction _usual = new() { MaxWidth = Width };

    private static IReadOnlyList<(string Command, IReadOnlyList<string> Examples)> All { get; } =
    [
        (Product.Name,
        [
            "explore aux-attach-detach --defect AUX-03",
            "explore aux-attach-detach --param devices=3",
            "new race question",
            "check question.race",
            "museum --system aux",
        ]),
        ("list", ["list scenarios", "list defects --json", "list properties --assembly My.dll"]),
        ("explore",
        [
            "explore aux-attach-detach --defect AUX-03",
            "explore aux-attach-detach --profile POSTED --param devices=3 --strategy pct --runs 10000",
            "explore aux-attach-detach --defect AUX-23 --fail-nth",
            "explore my-protocol --assembly My.dll --delivery pair --time 60 --json",
            "explore aux-attach-detach --strategy stateful --time 60 --checkpoint kept.vcheck",
            "explore --resume kept.vcheck",
            "explore aux-attach-detach --param devices=5 --strategy stateful --nodes 3",
        ]),
        ("check",
        [
            "check docs/races/aux-domain-2019.race",
            "check docs/races/aux-domain-2019.race --variants",
            "check question.race -D FIX --faults --as mail",
            "check question.race --watch",
        ]),
        ("new", ["new race question"]),
        ("replay",
        [
            "replay artifacts/traces/run.vtrace",
            "replay mine.vtrace.gz --assembly My.dll --json",
            "replay of-last-year.vtrace --tolerant",
        ]),
        ("minimize", ["minimize long.vtrace", "minimize long.vtrace --out short.vtrace"]),
        ("show", ["show run.vtrace --as ladder", "show run.vtrace --as mermaid --out run.mmd"]),
        ("storm",
        [
            "storm --clients 64 --duration 10",
            "storm --defect AUX-10 --record storm.vtrace.gz",
            "storm --faults 0.01 --html storm.html --json",
            "storm --nodes 3 --kill-node 1 --duration 20",
        ]),
        ("node",
        [
            "node --hostname 10.0.0.1",
            "node --hostname 10.0.0.2 --seed-node 10.0.0.1:4053 --workers 8 --assembly My.dll",
        ]),
        ("museum", ["museum --system aux", "museum --defect AUX-03 --defect AUX-10 --json"]),
        ("fuzz-region", ["fuzz-region", "fuzz-region --profile FIXED --accesses 10000000 --seed 7 --json"]),
        ("conform", ["conform k6.1/map.jsonl", "conform k6.1/*.jsonl.gz --json"]),
        ("judge", ["judge --programs 10000 --seed 7", "judge --programs 0 --scenarios --orders 20000 --json"]),
    ];

    /// <summary>Gives a command and those below it this help.</summary>
    public static void AddTo(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>()) { option.Action = new HelpWithExamples(); }
    }

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        Usual(parseResult);
        var command = parseResult.CommandResult.Command;
        var name = command is RootCommand ? Product.Name : command.Name;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in All.Where(one => one.Command == name).SelectMany(one => one.Examples))
        {
            output.WriteLine($"  {Product.Name} {example}");
        }

        output.WriteLine();
        output.WriteLine("Exit codes:");
        output.WriteLine("  0 held, 1 broken, 2 inconclusive (a budget ran out), 64 bad input, 70 internal error");
        return ExitCode.Held;
    }

    /// <summary>The library's help, without the spaces that it leaves at the ends of lines.</summary>
    private void Usual(ParseResult parsed)
    {
        var output = parsed.InvocationConfiguration.Output;
        using StringWriter text = new();
        parsed.InvocationConfiguration.Output = text;
        _usual.Invoke(parsed);
        parsed.InvocationConfiguration.Output = output;
        foreach (var line in text.ToString().TrimEnd().Split('\n')) { output.WriteLine(line.TrimEnd()); }
        output.WriteLine();
    }
}
