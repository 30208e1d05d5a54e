using VfioActors.Cli.Terminals;
using VfioActors.Exploration;

namespace VfioActors.Cli.Outputs;

/// <summary>Verdicts as words and as codes for the shell.</summary>
internal static class VerdictText
{
    /// <summary>The word: held, broken or inconclusive.</summary>
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Held => "held",
        Verdict.Broken => "broken",
        _ => "inconclusive",
    };

    /// <summary>The code.</summary>
    public static int CodeOf(Verdict verdict) => verdict switch
    {
        Verdict.Held => ExitCode.Held,
        Verdict.Broken => ExitCode.Broken,
        _ => ExitCode.Inconclusive,
    };
}
