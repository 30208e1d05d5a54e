using System.CommandLine;
using VfioActors.Behaviors.Values;
using VfioActors.Cli.Explorations.Failures;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Storms;
using VfioActors.Cli.Terminals;
using VfioActors.Cli.Traces;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Strategies;
using VfioActors.Tracing;
using VfioActors.Tracing.Files;
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
        var time = SharedOptions.Text(
            "--time", "SECONDS", "how long it may take; what is smallest by then is written, and the code is 2");
        var assembly = SharedOptions.Assembly();
        Command command = new("minimize", "Makes the smallest trace that breaks the same property for the same "
            + "defects. Exits with 0 when it is written.") { trace, file, time, assembly };
        command.SetAction(parsed =>
        {
            var user = parsed.GetValue(assembly);
            var path = parsed.GetValue(trace)!;
            var isRecording = RecordedStorm.Is(path);
            var to = parsed.GetValue(file) ?? Beside(path);
            Check(path, to);
            var json = parsed.GetValue(SharedOptions.Json);
            using Deadline deadline = new(terminal, Numbers.Seconds("--time", parsed.GetValue(time)));
            return isRecording
                ? new RecordedPage(deadline.Terminal, json).Minimize(path, to, user)
                : Minimize(deadline.Terminal, TracedScenario.Read(path, Catalog.With(user)), to, (user, json));
        });
        return command;
    }

    private static int Minimize(Terminal terminal, TracedScenario traced, string to, (string? User, bool Json) how)
    {
        if (Minimized(terminal, traced, how.Json) is not { } diagnosis)
        {
            terminal.Complain($"{traced.Path}: ended early; the trace as it is stays the smallest that is known");
            return ExitCode.Inconclusive;
        }

        TraceWriter.WriteFile(to, diagnosis.Trace);
        var replay = TraceStore.Replay(to, how.User);
        if (how.Json)
        {
            Json.Write(terminal.Output, MinimalDocument.Of(diagnosis, to, replay));
            return CodeOf(diagnosis);
        }

        Page page = new(terminal);
        page.Line($"{Counted.Grouped(traced.Trace.Steps.Count, "step")} in {traced.Path}, "
            + $"{diagnosis.MinimalSteps} as shown");
        if (EarlyEnd.Of(diagnosis) is { } early) { page.Wrapped("", early); }
        page.Line();
        new LadderRenderer().Render(diagnosis.Trace, terminal.Output);
        page.Line();
        page.Line($"trace     {to}");
        page.Line($"replay    {replay}");
        return CodeOf(diagnosis);
    }

    private static int CodeOf(Diagnosis diagnosis) => diagnosis.IsEndedEarly ? ExitCode.Inconclusive : ExitCode.Held;

    /// <returns>Null when it was ended before anything was known.</returns>
    private static Diagnosis? Minimized(Terminal terminal, TracedScenario traced, bool json)
    {
        using ProgressLine progress = new(terminal, isWanted: !json);
        progress.Show($"making {Counted.Grouped(traced.Trace.Steps.Count, "step")} fewer");
        Minimization? work = null;
        Diagnosis? diagnosis = null;
        try
        {
            Aside.Run(
                () =>
                {
                    work = traced.Try(TraceMinimizer.Begin);
                    diagnosis = traced.Try((_, _) => work.Go(terminal.Cancellation));
                },
                () => { },
                terminal.Cancellation);
            return diagnosis ?? work?.Known;
        }
        catch (ReplayMisfitException misfit)
        {
            throw new UsageException($"{traced.Path}: {misfit.Message}");
        }
    }

    /// <summary>What is minimized stays: it shows what a smaller one may not.</summary>
    private static void Check(string path, string to)
    {
        WholeFile.CheckPlace(to);
        if (!File.Exists(to)) { return; }
        if (FileBeside.TargetOf(to) == FileBeside.TargetOf(path))
        {
            throw new UsageException($"{to} is what is to be minimized: choose another name for --out");
        }

        if (new FileInfo(to).Length == new FileInfo(path).Length
            && File.ReadAllBytes(to).AsSpan().SequenceEqual(File.ReadAllBytes(path)))
        {
            throw new UsageException(
                $"{to} holds the same as {path}, which is to be minimized: choose another name for --out, or remove "
                    + "it");
        }

        if (!TraceReader.IsTrace(to)) { WholeFile.Check(to); }
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
