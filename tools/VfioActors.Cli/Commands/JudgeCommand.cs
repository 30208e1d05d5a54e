using System.CommandLine;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Judgements;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Terminals;
using VfioActors.Exploration;
using VfioActors.Exploration.Judgements;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Cli.Commands;

/// <summary><c>judge</c>: holds what the strategies find against brute force.</summary>
internal static class JudgeCommand
{
    private const long UsualPrograms = 1_000;
    private static readonly string[] Deliveries = [.. DeliveryNames.All];
    private static readonly JudgeOptions Usual = new();

    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        var programs = SharedOptions.Text("--programs", "N", $"how many generated programs; {UsualPrograms} when not "
            + "said, without end when --time is");
        var seed = SharedOptions.Text("--seed", "N", "the number of the first program; 1 when not said");
        Option<bool> scenarios = new("--scenarios")
        {
            Description = "also every scenario, with each of its defects and profiles",
        };
        var names = SharedOptions.Texts("--scenario", "NAME", "also this scenario; again for more");
        var assembly = SharedOptions.Assembly();
        var delivery = SharedOptions.Text(
            "--delivery", "MODEL", $"{string.Join('|', Deliveries)}; all of them when not said");
        var orders = SharedOptions.Text("--orders", "N",
            $"pass over what has more orders than this; {Usual.OrdersMax} when not said");
        var time = SharedOptions.Text("--time", "SECONDS", "stop after so long");
        Command command = new("judge", "Judges the strategies: on generated programs and on scenarios that are small "
            + "enough for brute force, dpor, stateful and breadth must find the same broken properties and final "
            + "states as dfs, and random, pct, pos, surw and fest nothing else. A difference is shown with the "
            + "smallest program. Exits with 0 only when something was compared and nothing differs.")
        {
            programs, seed, scenarios, names, assembly, delivery, orders, time,
        };
        command.SetAction(parsed =>
        {
            var limit = Numbers.Seconds("--time", parsed.GetValue(time));
            var all = Catalog.With(parsed.GetValue(assembly));
            var chosen = parsed.GetValue(scenarios)
                ? all.Scenarios
                : [.. (parsed.GetValue(names) ?? []).Distinct().Select(all.Find)];
            JudgeRequest request = new(
                Programs(parsed.GetValue(programs), chosen.Count) ?? (limit is null ? UsualPrograms : null),
                Numbers.Whole("--seed", parsed.GetValue(seed), long.MinValue) ?? 1,
                [.. chosen.SelectMany(ScenarioCase.Of)],
                parsed.GetValue(delivery) is { } mode ? [DeliveryOf(mode)] : Enum.GetValues<Delivery>(),
                limit);
            var most = Numbers.Whole("--orders", parsed.GetValue(orders), 1) ?? Usual.OrdersMax;
            return Judge(terminal, request, Usual with { OrdersMax = most }, parsed.GetValue(SharedOptions.Json));
        });
        return command;
    }

    /// <summary>No program at all makes sense beside scenarios.</summary>
    private static long? Programs(string? text, int scenarios) =>
        Numbers.Whole("--programs", text, 0) is var programs && programs == 0 && scenarios == 0
            ? throw new UsageException("--programs is '0', accepted is a whole number from 1; or 0 with --scenario or "
                + "--scenarios, else nothing is compared")
            : programs;

    private static Delivery DeliveryOf(string name) => DeliveryNames.Find(name)
        ?? throw new UsageException(Suggestions.Complaint("no delivery model", name, Deliveries));

    private static int Judge(Terminal terminal, JudgeRequest request, JudgeOptions options, bool json)
    {
        var page = json ? null : new JudgePage(terminal);
        JudgeSession session = new(terminal, new Judge(options), request);
        var tally = session.Run(difference => page?.Found(difference));
        var verdict = tally.Differences.Count > 0 ? Verdict.Broken
            : tally.IsWhole && tally.Compared + tally.ScenariosCompared > 0 ? Verdict.Held
            : Verdict.Inconclusive;
        JudgeDocument document = new(
            VerdictText.Of(verdict), Reason(verdict, tally), tally.Programs, request.Seed, tally.Compared,
            tally.TooLarge, options.OrdersMax, tally.Orders, tally.ScenariosCompared, tally.ScenariosTooLarge,
            tally.NamesCompared, tally.NamesTooLarge, tally.Differences, session.Seconds);
        if (json) { Json.Write(terminal.Output, document); }
        page?.End(verdict, document, request.Deliveries.Count);
        return VerdictText.CodeOf(verdict);
    }

    private static string? Reason(Verdict verdict, JudgeTally tally) => verdict switch
    {
        Verdict.Inconclusive when tally.Compared + tally.ScenariosCompared == 0 => "nothing was compared",
        Verdict.Inconclusive => "it ended before all was judged",
        _ => null,
    };
}
