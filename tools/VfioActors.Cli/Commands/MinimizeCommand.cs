using System.CommandLine;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Storms;
using VfioActors.Cli.Traces;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Schedules;
using VfioActors.Tracing;
using VfioActors.Tracing.Renderings;

namespace VfioActors.Cli.Commands;

/// <summary><c>minimize</c>: the smallest trace that breaks the same property in the same way.</summary>
internal static class MinimizeCommand
{
    private const string Ending = ".minimal";

    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        var trace = SharedOptions.Trace();
        var file = SharedOptions.Text(
            "--out", "FILE", $"where to write it; beside the trace as NAME{Ending}.vtrace when not said");
        var assembly = SharedOptions.Assembly();
        Command command = new("minimize", "Makes the smallest trace that breaks the same property for the same "
            + "defects. Exits with 0 when it is written.") { trace, file, assembly };
        command.SetAction(parsed =>
        {
            var user = parsed.GetValue(assembly);
            if (RecordedStorm.Is(parsed.GetValue(trace)!))
            {
                RecordedPage page = new(terminal, parsed.GetValue(SharedOptions.Json));
                var path = parsed.GetValue(trace)!;
                return page.Minimize(path, parsed.GetValue(file) ?? Beside(path), user);
            }

            var traced = TracedScenario.Read(parsed.GetValue(trace)!, Catalog.With(user));
            var to = parsed.GetValue(file) ?? Beside(traced.Path);
            return Minimize(terminal, traced, to, (user, parsed.GetValue(SharedOptions.Json)));
        });
        return command;
    }

    private static int Minimize(Terminal terminal, TracedScenario traced, string to, (string? User, bool Json) how)
    {
        if (Directory.Exists(to)) { throw new UsageException($"{to} is a directory, and a file is expected"); }
        var diagnosis = Minimized(traced);
        TraceWriter.WriteFile(to, diagnosis.Trace);
        var replay = TraceShelf.Replay(to, how.User);
        if (how.Json)
        {
            Json.Write(terminal.Output, MinimalDocument.Of(diagnosis, to, replay));
            return ExitCode.Held;
        }

        Page page = new(terminal);
        page.Line($"{Amount.Of(traced.Trace.Steps.Count, "step")} in {traced.Path}, {diagnosis.MinimalSteps} as shown");
        page.Line();
        new LadderRenderer().Render(diagnosis.Trace, terminal.Output);
        page.Line();
        page.Line($"trace     {to}");
        page.Line($"replay    {replay}");
        return ExitCode.Held;
    }

    private static Diagnosis Minimized(TracedScenario traced)
    {
        try
        {
            return traced.Try(TraceMinimizer.Minimize);
        }
        catch (ReplayMisfitException misfit)
        {
            throw new UsageException($"{traced.Path}: {misfit.Message}");
        }
    }

    /// <summary>Such as <c>run.minimal.vtrace.gz</c> for <c>run.vtrace.gz</c>.</summary>
    private static string Beside(string path)
    {
        const string Zipped = ".gz";
        var end = TraceFile.IsCompressed(path) ? Zipped : "";
        var name = path[..^end.Length];
        var isNamedSo = name.EndsWith(TraceFile.Extension, StringComparison.Ordinal);
        return (isNamedSo ? name[..^TraceFile.Extension.Length] : name) + Ending + TraceFile.Extension + end;
    }
}
