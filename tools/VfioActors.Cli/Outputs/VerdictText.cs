using VfioActors.Behaviors.Values;
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
            ? $"held up to {Counted.Grouped(report.CompleteUpTo ?? 0, "preemption")}"
            : Of(report.Verdict);

    /// <summary>Why a search is inconclusive, the same for people, programs and CI; null when it is not.</summary>
    /// <param name="ended">Who ended it, in words, where it says of itself nothing else.</param>
    public static string? Doubt(ExplorationReport report, string ended) => report switch
    {
        { Verdict: not Verdict.Inconclusive } => null,
        { Doubt: { } doubt } => doubt,
        { CutRuns: > 0 and var cut } =>
            $"{Counted.Grouped(cut, "run")} had more than {Amount.Number(Explorer.StepsPerRunMax)} steps and "
                + $"{(cut == 1 ? "was" : "were")} cut",
        { IsOutOfMemory: true } => "the memory ran out that it may have; nothing is broken so far",
        _ => $"{ended}; nothing is broken so far",
    };

    /// <summary>Who ended a search before its end.</summary>
    /// <param name="isCut">Whether somebody did.</param>
    public static string Ended(bool isCut) => isCut ? "ended early" : "the budget ran out";

    /// <summary>The code. What held within the bound that was asked for has held as far as was asked.</summary>
    public static int CodeOf(Verdict verdict) => verdict switch
    {
        Verdict.Held or Verdict.HeldWithinBound => ExitCode.Held,
        Verdict.Broken => ExitCode.Broken,
        _ => ExitCode.Inconclusive,
    };
}
