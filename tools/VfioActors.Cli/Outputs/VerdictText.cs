using VfioActors.Cli.Terminals;
using VfioActors.Exploration;

namespace VfioActors.Cli.Outputs;

/// <summary>Verdicts as words and as codes for the shell.</summary>
internal static class VerdictText
{
    /// <summary>The word: held, broken or inconclusive, or that it held within a bound.</summary>
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Held => "held",
        Verdict.HeldWithinBound => "held within the bound",
        Verdict.Broken => "broken",
        _ => "inconclusive",
    };

    /// <summary>The same; a bound that the answer is within stands behind it.</summary>
    public static string Of(ExplorationReport report) =>
        report.Verdict == Verdict.HeldWithinBound
            ? $"held up to {Amount.Of(report.CompleteUpTo ?? 0, "preemption")}"
            : Of(report.Verdict);

    /// <summary>The code. What held within the bound that was asked for has held as far as was asked.</summary>
    public static int CodeOf(Verdict verdict) => verdict switch
    {
        Verdict.Held or Verdict.HeldWithinBound => ExitCode.Held,
        Verdict.Broken => ExitCode.Broken,
        _ => ExitCode.Inconclusive,
    };
}
