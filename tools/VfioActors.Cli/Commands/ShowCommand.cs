using System.CommandLine;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Terminals;
using VfioActors.Cli.Traces;
using VfioActors.Tracing;
using VfioActors.Tracing.Renderings;

namespace VfioActors.Cli.Commands;

/// <summary><c>show</c>: a trace in a form to read or to draw.</summary>
internal static class ShowCommand
{
    private static readonly string[] Forms = [.. TraceRenderers.All.Select(renderer => renderer.Name)];

    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        var trace = SharedOptions.Trace();
        var form = SharedOptions.Text(
            "--as", string.Join('|', Forms), "the form; ladder when not said, json with --json");
        var file = SharedOptions.Text("--out", "FILE", "where to write it; stdout when not said");
        Command command = new("show", "Shows a trace: a ladder for a mail, a line a step, JSON, or a diagram.")
        {
            trace, form, file,
        };
        command.SetAction(parsed =>
        {
            var json = parsed.GetValue(SharedOptions.Json);
            var name = parsed.GetValue(form) ?? (json ? "json" : "ladder");
            if (!TraceRenderers.TryFind(name, out var renderer))
            {
                throw new UsageException(Suggestions.Complaint("no form", name, Forms));
            }

            return Show(terminal, parsed.GetValue(trace)!, renderer, (parsed.GetValue(file), json));
        });
        return command;
    }

    private static int Show(Terminal terminal, string path, ITraceRenderer renderer, (string? File, bool Json) to)
    {
        var trace = TraceReader.ReadFile(path);
        if (trace.Header.Violation?.Defects.Except(trace.Header.Defects).FirstOrDefault() is { } defect)
        {
            throw new UsageException($"{path}: its header blames {defect}, which is not among its defects");
        }

        if (to.File is not null)
        {
            WholeFile.Write(to.File, output => Render(trace, renderer, output));
            if (to.Json) { Json.Write(terminal.Output, new { Trace = path, As = renderer.Name, Out = to.File }); }
            else { terminal.Error.WriteLine($"written to {to.File}"); }
        }
        else if (to.Json && renderer is not JsonRenderer)
        {
            using StringWriter text = new();
            Render(trace, renderer, text);
            Json.Write(terminal.Output, new { Trace = path, As = renderer.Name, Text = text.ToString() });
        }
        else
        {
            Render(trace, renderer, terminal.Output);
        }

        return ExitCode.Held;
    }

    /// <summary>The trace in its form, and for people behind it that nothing of it was checked.</summary>
    private static void Render(Trace trace, ITraceRenderer renderer, TextWriter output)
    {
        renderer.Render(trace, output);
        if (renderer is JsonRenderer) { return; }
        var lead = renderer is MermaidRenderer ? "%% " : "";
        if (lead.Length == 0) { output.Write('\n'); }
        foreach (var line in TraceSummary.AsRecorded()) { output.Write($"{lead}{line}\n"); }
    }
}
