using System.Globalization;
using VfioActors.Behaviors.Values;
using VfioActors.Cli.Outputs;
using VfioActors.Exploration;

namespace VfioActors.Cli.Explorations;

/// <summary>What a search left that was ended before its end, for people.</summary>
internal static class RemainderText
{
    /// <summary>A line; null when nothing is left, or nothing is known of it.</summary>
    public static string? Of(ExplorationReport report) => report.Remainder switch
    {
        { OneRunIn: { } oneIn } =>
            $"a defect met by one run in {Amount.Number(oneIn)} of {report.Strategy} would have shown with 95 %; "
                + "of rarer ones nothing is known",
        { ShareDone: { } share, RunsInAll: { } runs } => Of(share, runs, report.Strategy),
        { UntriedSteps: { } steps } => $"{Counted.Grouped(steps, "step")} known and not taken, and what follows",
        _ => null,
    };

    private static string Of(double share, double runs, string strategy) =>
        $"about {Amount.Percent(share)} is done of about {Runs(runs)} (an estimate"
            + (strategy == "dpor" ? " of the branches known so far: more may turn up)" : ")");

    private static string Runs(double runs) =>
        runs < 1e15 ? Counted.Grouped((long)Math.Round(runs), "run")
            : string.Create(CultureInfo.InvariantCulture, $"{runs:0.0e+0} runs");
}
