using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using VfioActors.Cli.Explorations;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Races;
using VfioActors.Cli.Reports;
using VfioActors.Cli.Terminals;
using VfioActors.Exploration;

namespace VfioActors.Cli.Commands;

/// <summary><c>check</c>: a reviewer's question in pseudo-C, answered in its own lines.</summary>
internal static class CheckCommand
{
    /// <summary>What is about one set of switches.</summary>
    private static readonly string[] OfOneSet = ["--defect", "--show", "--as"];

    private static readonly string[] Forms = ["text", "mail"];

    /// <summary>What can be said of a folder; all else is about one file.</summary>
    private static readonly string[] ForFolders = ["--json", "--sarif", "--junit", "--out"];

    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        Argument<string> file = new("FILE")
        {
            Description =
                "a .race file; 'new race NAME' writes one to begin with; a .litmus file, or a folder of them",
        };
        CheckFlags flags = new();
        ReportFlags reports = new("the claims");
        Option<bool> variants = new("--variants")
        {
            Description = "check each set of switches of the file's #variants line: one row each",
        };
        var form = SharedOptions.Text("--as", "text|mail", "mail is what is pasted under a patch");
        Option<bool> watch = new("--watch") { Description = "check again whenever the file is saved" };
        Command command = new("check", "Answers a reviewer's question in pseudo-C: verdict, the smallest ladder in the "
            + "file's own lines, which two lines in which order, and what was bounded.")
        {
            file, variants, form, watch,
        };
        flags.AddTo(command);
        reports.AddTo(command);
        command.SetAction(parsed =>
        {
            var request = flags.Read(parsed, parsed.GetValue(file)!);
            var mail = Checked(parsed.GetValue(form) ?? Forms[0]) == "mail";
            var json = parsed.GetValue(SharedOptions.Json);
            reports.Check(parsed, request.Path);
            if (Directory.Exists(request.Path))
            {
                RefuseWhatIsOfFiles(parsed, request.Path);
                return Suite(terminal, request.Path, json, Report);
            }

            RefuseWhatIsPassedOver(parsed, variants);
            return parsed.GetValue(watch) ? RaceWatch.Run(terminal, request.Path, Once) : Once();

            int Once()
            {
                RaceCheck check = new(terminal, flags.Store(parsed), quiet: json);
                var outcomes = Check(check, request, parsed.GetValue(variants));
                Show(terminal, request, outcomes, (parsed.GetValue(variants), mail, json));
                reports.Write(terminal, parsed, [.. outcomes.Select(SuiteOf)]);
                return CodeOf(outcomes);
            }

            void Report(JunitSuite suite) => reports.Write(terminal, parsed, [suite]);
        });
        return command;
    }

    /// <summary>A folder of litmus files: which were read, and whether what the kernel's model forbids comes.</summary>
    private static int Suite(Terminal terminal, string folder, bool json, Action<JunitSuite> report)
    {
        var begun = Stopwatch.GetTimestamp();
        var rows = new LitmusSuite(terminal).Run(folder).ToList();
        if (rows.Count == 0)
        {
            throw new UsageException($"{folder} is a directory, and a file is expected, or litmus files in it");
        }

        if (json) { Json.Write(terminal.Output, rows); }
        else { new LitmusPage(terminal).Show(rows); }
        var isCut = terminal.Cancellation.IsCancellationRequested;
        report(LitmusCases.Of(folder, rows, Stopwatch.GetElapsedTime(begun).TotalSeconds, isCut));
        if (rows.Exists(one => one.IsContradiction)) { return ExitCode.Broken; }
        return rows.Exists(one => one.IsRead) && !isCut ? ExitCode.Held : ExitCode.Inconclusive;
    }

    private static IEnumerable<OptionResult> SaidIn(ParseResult parsed) =>
        parsed.CommandResult.Children.OfType<OptionResult>().Where(option => !option.Implicit);

    /// <summary>Whoever says a flag counts on it.</summary>
    private static void RefuseWhatIsPassedOver(ParseResult parsed, Option<bool> variants)
    {
        RefuseBeside(parsed, SharedOptions.Json, "programs get every failure", ["--as"]);
        RefuseBeside(parsed, variants, "it checks every set", OfOneSet);
    }

    private static void RefuseBeside(ParseResult parsed, Option<bool> flag, string why, string[] names)
    {
        if (!parsed.GetValue(flag)) { return; }
        if (SaidIn(parsed).FirstOrDefault(option => names.Contains(option.Option.Name)) is { } said)
        {
            throw new UsageException($"{said.IdentifierToken?.Value} cannot be used with {flag.Name}: {why}");
        }
    }

    private static void RefuseWhatIsOfFiles(ParseResult parsed, string folder)
    {
        var said = SaidIn(parsed).FirstOrDefault(option => !ForFolders.Contains(option.Option.Name));
        if (said is not null)
        {
            throw new UsageException($"{said.IdentifierToken?.Value} cannot be used here: {folder} is a directory, "
                + $"accepted: {string.Join(", ", ForFolders)}");
        }
    }

    private static string Checked(string form) =>
        Forms.Contains(form) ? form : throw new UsageException(Suggestions.Complaint("no form", form, Forms));

    private static IReadOnlyList<RaceOutcome> Check(RaceCheck check, RaceRequest request, bool variants) =>
        variants ? check.RunVariants(request) : [check.Run(request, request.Defines)];

    private static void Show(
        Terminal terminal,
        RaceRequest request,
        IReadOnlyList<RaceOutcome> outcomes,
        (bool Variants, bool Mail, bool Json) how)
    {
        if (how.Json)
        {
            var documents = outcomes.Select(outcome => ExplorationDocument.Of(outcome.Outcome)).ToList();
            if (how.Variants) { Json.Write(terminal.Output, documents); }
            else { Json.Write(terminal.Output, documents[0]); }
        }
        else
        {
            RacePage page = new(terminal);
            if (how.Variants) { page.ShowAll(outcomes); }
            else { page.Show(outcomes[0], request, how.Mail); }
        }

        foreach (var problem in outcomes.SelectMany(one => one.Outcome.Problems)) { terminal.Complain(problem); }
    }

    private static JunitSuite SuiteOf(RaceOutcome outcome) => JunitSuite.Of(
        outcome.Defines.Count == 0 ? outcome.Scenario.Name : $"{outcome.Scenario.Name} {outcome.Variant}",
        outcome.Outcome);

    private static int CodeOf(IReadOnlyList<RaceOutcome> outcomes)
    {
        if (outcomes.Any(one => one.Verdict == Verdict.Broken)) { return ExitCode.Broken; }
        return outcomes.Any(one => one.Verdict == Verdict.Inconclusive) ? ExitCode.Inconclusive : ExitCode.Held;
    }
}
