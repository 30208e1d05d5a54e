using System.CommandLine;
using VfioActors.Behaviors.Values;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Storms;
using VfioActors.Cli.Terminals;
using VfioActors.Cli.Traces;
using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Hosting;
using VfioActors.Runtime.Control.Steps;
using VfioActors.Tracing;

namespace VfioActors.Cli.Commands;

/// <summary><c>replay</c>: takes the steps of a trace again, exactly.</summary>
internal static class ReplayCommand
{
    private const string World = "world";
    private const string Akka = "akka";

    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        var trace = SharedOptions.Trace();
        var host = SharedOptions.Text(
            "--host", World, "who takes the steps: world, or akka, real Akka.NET actors under control");
        var assembly = SharedOptions.Assembly();
        Option<bool> tolerant = new("--tolerant")
        {
            Description = "follow a trace of an older version of the model as far as its operations can be matched: "
                + "what moved, and whether the bug is still there",
        };
        Command command = new("replay", "Takes the steps of a trace again, exactly. A step that is not there, or leads "
            + "to another state, stops it: the step, what was expected, what was enabled.")
        {
            trace, host, tolerant, assembly,
        };
        command.SetAction(parsed =>
        {
            var taker = Checked(parsed.GetValue(host) ?? World);
            var path = parsed.GetValue(trace)!;
            var follows = parsed.GetValue(tolerant);
            if (follows && taker != World)
            {
                throw new UsageException($"--tolerant follows a trace in the {World}, and in no other --host");
            }

            if (RecordedStorm.Is(path))
            {
                CheckExact(path, follows);
                CheckWorld(path, taker);
                RecordedPage page = new(terminal, parsed.GetValue(SharedOptions.Json));
                return page.Replay(path, Catalog.With(parsed.GetValue(assembly)));
            }

            var catalog = Catalog.With(parsed.GetValue(assembly));
            var json = parsed.GetValue(SharedOptions.Json);
            return follows
                ? new TolerantRun(terminal).Replay(TracedScenario.ReadOlder(path, catalog), json)
                : Replay(terminal, TracedScenario.Read(path, catalog), taker, json);
        });
        return command;
    }

    private static string Checked(string host) =>
        host is World or Akka ? host : throw new UsageException(Suggestions.Complaint("no host", host, [World, Akka]));

    private static void CheckExact(string path, bool follows)
    {
        if (!follows) { return; }
        throw new UsageException($"{path} is a recording, and is replayed exactly: --tolerant follows traces");
    }

    private static void CheckWorld(string path, string host)
    {
        if (host == World) { return; }
        throw new UsageException($"{path} is a recording, and --host {World} alone replays these");
    }

    private static int Replay(Terminal terminal, TracedScenario traced, string host, bool json)
    {
        ReplayReport report;
        try
        {
            report = traced.Try((scenario, trace) =>
            {
                var replayed = host == Akka ? ReplayOnActors(scenario, trace) : TraceReplayer.Replay(scenario, trace);
                TraceReplayer.CheckViolation(trace.Header, replayed);
                return replayed;
            });
        }
        catch (ReplayMisfitException misfit)
        {
            if (json) { Json.Write(terminal.Output, DocumentOf(traced, host, misfit)); }
            throw new UsageException($"{traced.Path}: {misfit.Message}");
        }
        catch (UncontrolledException failure)
        {
            throw new UsageException($"{traced.Path}: {failure.Message}");
        }

        if (json) { Json.Write(terminal.Output, DocumentOf(traced, host, report)); }
        else { Show(new(terminal), traced, report); }
        return VerdictText.CodeOf(report.Verdict);
    }

    private static ReplayReport ReplayOnActors(Scenario scenario, Trace trace)
    {
        if (trace.Header.Delivery == DeliveryNames.NameOf(Delivery.Bag))
        {
            throw new UsageException("the trace has delivery bag, and real actors hear what one sends another in "
                + $"order: --host {World} replays it");
        }

        // Actors of a user's own are real already.
        if (scenario is AkkaScenario actors) { return ControlledExplorer.Replay(actors, trace); }
        using HostedScenario hosted = new(scenario);
        return TraceReplayer.Replay(hosted, trace);
    }

    private static void Show(Page page, TracedScenario traced, ReplayReport report)
    {
        page.Labelled("trace", traced.Path);
        page.Labelled("scenario", traced.Scenario.Name);
        page.Labelled("replayed", $"{Counted.Grouped(report.Steps, "step")}, each with the fingerprint of the trace");
        page.Labelled("fingerprint", Fingerprint.Text(report.Fingerprint));
        page.Answer(report.Verdict, report.Verdict switch
        {
            Verdict.Held => ": this run breaks no property",
            Verdict.Inconclusive => $": {report.Doubt}",
            _ => "",
        });
        if (report.Verdict != Verdict.Broken) { page.Judged(report.Judged); }
        foreach (var finding in report.Findings)
        {
            page.Line();
            page.Labelled("broken", finding.Property.Name);
            page.Labelled("claim", finding.Property.Claim);
            page.Labelled("but", $"{finding.Reason}{(finding.Step < 0 ? "" : $" (step {finding.Step})")}");
        }
    }

    private static ReplayDocument DocumentOf(
        TracedScenario traced, string host, ReplayReport report) => new(
        traced.Path,
        traced.Scenario.Name,
        host,
        true,
        report.Steps,
        Fingerprint.Text(report.Fingerprint),
        VerdictText.Of(report.Verdict),
        report.Doubt,
        report.Judged.Claims,
        report.Judged.Checks,
        report.Judged.NeverApplied,
        [.. report.Findings.Select(FindingDocument.Of)],
        null);

    private static ReplayDocument DocumentOf(
        TracedScenario traced, string host, ReplayMisfitException misfit) => new(
        traced.Path,
        traced.Scenario.Name,
        host,
        false,
        misfit.Step,
        null,
        null,
        null,
        null,
        null,
        null,
        [],
        new(misfit.Step, misfit.Expected, misfit.Found));
}
