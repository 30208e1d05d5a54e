using System.Globalization;
using System.Reflection;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Steps;
using VfioActors.Tracing;
using VfioActors.Tracing.Renderings;

namespace VfioActors.TestKit.Explorations;

/// <summary>Explores the body of one test, or takes one run of it again.</summary>
/// <param name="type">The class, built on <see cref="VfioTestKit"/>.</param>
/// <param name="body">The test.</param>
/// <param name="arguments">What the class is made with.</param>
/// <param name="folder">Where traces go.</param>
internal sealed class ExploredTest(Type type, MethodInfo body, object[] arguments, string folder)
{
    /// <summary>The variable that names the trace to take again.</summary>
    internal const string ReplayVariable = "VFIOACTORS_REPLAY";

    private ExploredFactAttribute Settings { get; } = body.GetCustomAttribute<ExploredFactAttribute>() ?? new();

    private string FullName => $"{type.FullName}.{body.Name}";

    /// <summary>Takes the run of a trace again when it is of this test; else explores.</summary>
    /// <param name="replay">The file of the trace; null for none.</param>
    internal ExploredOutcome Run(string? replay, CancellationToken cancellation)
    {
        try
        {
            using ExploredScenario scenario = new(type, body, arguments);
            return string.IsNullOrEmpty(replay) || TraceReader.ReadFile(replay) is not { } trace
                || trace.Header.Scenario != scenario.Name
                ? Explored(scenario, cancellation)
                : Replayed(scenario, trace, replay);
        }
        catch (Exception failure) when (failure is UnfitScenarioException or UncontrolledException or ArgumentException)
        {
            return new($"{body.Name} cannot be explored: {failure.Message}", "");
        }
    }

    private ExploredOutcome Explored(ExploredScenario scenario, CancellationToken cancellation)
    {
        ExplorationOptions options = new()
        {
            Runs = Settings.Runs,
            Seed = Settings.Seed,
            Time = Settings.Timeout > 0 ? TimeSpan.FromMilliseconds(Settings.Timeout) : null,
            StopsAtFirst = true,
        };
        var found = ControlledExplorer.Explore(scenario, Settings.Strategy, options, cancellation);
        var report = found.Exploration;
        if (report.Verdict == Verdict.Broken) { return new(Broken(found), Tried(report, scenario)); }
        if (report.Doubt is { } doubt) { return new($"{body.Name}: no run shows anything: {doubt}", ""); }
        return Settings.Complete && report.Verdict != Verdict.Held
            ? new($"{body.Name}: not every order was tried: {Tried(report, scenario)}", "")
            : new(null, Tried(report, scenario));
    }

    private ExploredOutcome Replayed(ExploredScenario scenario, Trace trace, string file)
    {
        try
        {
            var broken = ControlledExplorer.Replay(scenario, trace).Findings.Select(one => one.Property.Name);
            return broken.Any()
                ? new($"{body.Name}: the trace breaks {string.Join(" and ", broken)}.\n\n{LadderOf(trace)}", "")
                : new(null, $"{file}: all its steps were taken again, and nothing is broken");
        }
        catch (ReplayMisfitException misfit)
        {
            return new($"{body.Name}: {file} does not fit any more: {misfit.Message}", "");
        }
    }

    private string Tried(ExplorationReport report, ExploredScenario scenario)
    {
        var runs = string.Create(CultureInfo.InvariantCulture, $"{Counted.Of(report.Runs, "run")} "
            + $"({Settings.Strategy})");
        var scope = report.Verdict switch
        {
            Verdict.Held => report.Modulo is { } modulo ? $"every order, modulo {modulo}" : "every order",
            Verdict.HeldWithinBound => $"every order with at most {report.CompleteUpTo} preemptions",
            _ => report.CutRuns > 0 ? $"a sample of the orders, {Counted.Of(report.CutRuns, "run")} "
                + "cut" : "a sample of the orders",
        };
        var waived = string.Concat(scenario.Waived.Select(one => $"; without {one.Key}: {one.Value}"));
        return $"{runs}: {scope}; claims: {string.Join(", ", scenario.Claimed)}{waived}";
    }

    private string Broken(ControlledReport found)
    {
        var report = found.Exploration;
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"{body.Name}: an order of messages breaks it, found in run {report.FirstBrokenRun}"
            + $" ({Settings.Strategy}, seed {Settings.Seed}).");
        return found.Traces.Count == 0
            ? $"{head}\n{string.Join('\n', report.Failures.Select(one => $"{one.Property.Name}: {one.Reason}"))}"
            : string.Join("\n\n", found.Traces.Select(Shown).Prepend(head));
    }

    private string Shown(Trace trace, int number)
    {
        var end = number == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $".{number + 1}");
        var file = Path.Combine(folder, $"{type.Name}.{body.Name}{end}.vtrace");
        Directory.CreateDirectory(folder);
        TraceWriter.WriteFile(file, trace);
        return $"{LadderOf(trace)}\nreplay    {ReplayVariable}={file} dotnet test --filter {FullName}";
    }

    private static string LadderOf(Trace trace)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        new LadderRenderer().Render(trace, text);
        return text.ToString();
    }
}
