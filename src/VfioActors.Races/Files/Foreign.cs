using System.Text.RegularExpressions;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Files;

/// <summary>
/// Tells a text that was never meant as a race file, of which all that could be said is that each of its lines is
/// wrong.
/// </summary>
/// <remarks>
/// A race file is named as one, or a thread begins somewhere in it: of whatever is either, all errors are told.
/// </remarks>
internal static class Foreign
{
    /// <summary>What is said of such a text.</summary>
    internal const string Complaint = "this is no race file: its name does not end in " + RaceFile.Extension
        + ", and no thread begins in it, such as CPU0 { }";

    /// <summary>Whether it is such a text, as far as its name and its words say.</summary>
    internal static bool Looks(SourceText source) =>
        !source.Name.EndsWith(RaceFile.Extension, StringComparison.OrdinalIgnoreCase) && !HasThread(source.Text);

    /// <summary>Also one whose name is written otherwise, or has its brace in the next line.</summary>
    private static bool HasThread(string text) => Regex.IsMatch(
        text, @"\b(cpu_?\d*|irq|hardware|thread_?\d*|p\d+)\b\s*(\(\s*\w*\s*\)\s*)?\{",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}
